import { presentIn, type BlockSeries } from './block-series.js';
import { momentsOf } from './moments.js';

/**
 * What common blocks are worth for the comparison of a and b: 1 - Var(a - b) / (Var a + Var b),
 * the part of the variance that independent draws for each would have added. 0.75 means that
 * unpaired play would need four times the blocks; negative means that pairing did harm. Null
 * with fewer than two common blocks or without any variance.
 */
export function varianceReduction(a: BlockSeries, b: BlockSeries): number | null {
  const common = a.flatMap((value, block) => {
    const other = b[block] ?? null;
    return value === null || other === null ? [] : [[value, other] as const];
  });
  if (common.length < 2) return null;
  const variance = (values: BlockSeries): number => momentsOf(presentIn(values)).variance;
  const independent = variance(common.map(([value]) => value)) + variance(common.map(([, other]) => other));
  return independent === 0 ? null : 1 - variance(common.map(([value, other]) => value - other)) / independent;
}
