import { pairedDifference, type BlockSeries } from './block-series.js';
import { meanInterval, type MeanEstimate } from './mean-interval.js';
import { signFlipTests, type TestedDifference } from './sign-flip-test.js';
import { varianceReduction } from './variance-reduction.js';

/** How contestant `a` differs from contestant `b` on the same blocks. */
export interface PairedComparison extends TestedDifference {
  readonly a: number;
  readonly b: number;
  /** a - b; null where they share no block */
  readonly difference: MeanEstimate | null;
  /** share of the variance that pairing by block removed; null where it cannot be told */
  readonly varianceReduction: number | null;
}

/** Compares every pair of contestants, a < b, as one family of tests. */
export function pairedComparisons(series: readonly BlockSeries[]): PairedComparison[] {
  const pairs = series.flatMap((_, a) => series.slice(a + 1).map((_, i) => ({ a, b: a + 1 + i })));
  const differences = pairs.map(({ a, b }) => pairedDifference(series[a]!, series[b]!));
  const tests = signFlipTests(differences);
  return pairs.map(({ a, b }, i) => ({
    a,
    b,
    difference: meanInterval(differences[i]!),
    varianceReduction: varianceReduction(series[a]!, series[b]!),
    ...tests[i]!,
  }));
}
