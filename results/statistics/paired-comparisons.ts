import { pairedDifference, type BlockSeries } from './block-series.js';
import { judgedDifferences, type JudgedDifference } from './judged-differences.js';
import type { MeanEstimate } from './mean-interval.js';
import { varianceReduction } from './variance-reduction.js';

/** How contestant `a` differs from contestant `b` on the same blocks. */
export interface PairedComparison extends Omit<JudgedDifference, 'estimate'> {
  readonly a: number;
  readonly b: number;
  /** a - b; null where they share no block */
  readonly difference: MeanEstimate | null;
  /** share of the variance that pairing by block removed; null where it cannot be told */
  readonly varianceReduction: number | null;
}

/** Compares every pair of contestants, a < b, as one family of tests; `looks`: blocks that each look at growing data had. */
export function pairedComparisons(
  series: readonly BlockSeries[],
  looks?: readonly number[],
): PairedComparison[] {
  const pairs = series.flatMap((_, a) => series.slice(a + 1).map((_, i) => ({ a, b: a + 1 + i })));
  const judged = judgedDifferences(
    pairs.map(({ a, b }) => {
      const levels = [series[a]!, series[b]!] as const;
      return { series: pairedDifference(...levels), levels };
    }),
    { looks },
  );
  return pairs.map(({ a, b }, i) => {
    const { estimate, ...rest } = judged[i]!;
    return {
      a,
      b,
      difference: estimate,
      varianceReduction: varianceReduction(series[a]!, series[b]!),
      ...rest,
    };
  });
}
