import { differenceOf } from './resolution.js';

/**
 * One quantity of one contestant over the blocks of a run: entry b is the mean over everything
 * that was played in block b, null where nothing there could be scored. Blocks are the
 * independent units of a league, whatever number of matches each holds, so every statistic here
 * resamples or flips whole blocks.
 */
export type BlockSeries = readonly (number | null)[];

/** The entries that are there. */
export function presentIn(series: BlockSeries): number[] {
  return series.filter((value) => value !== null);
}

/** a - b, where both are there, 0 below the resolution: paired by block, so what the block did to both cancels. */
export function pairedDifference(a: BlockSeries, b: BlockSeries): BlockSeries {
  return a.map((value, block) => {
    const other = b[block] ?? null;
    return value === null || other === null ? null : differenceOf(value, other);
  });
}

/** Mean of several series, block by block; null where any of them is. */
export function meanOfSeries(series: readonly BlockSeries[]): BlockSeries {
  return (series[0] ?? []).map((_, block) => {
    const values = series.map((one) => one[block] ?? null);
    return values.includes(null) ? null : meanOrNull(values);
  });
}

/** Mean of the values that are there; null if none is. */
export function meanOrNull(values: readonly (number | null)[]): number | null {
  const present = presentIn(values);
  return present.length === 0 ? null : present.reduce((sum, value) => sum + value, 0) / present.length;
}
