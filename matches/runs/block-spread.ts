import { weighedMetrics, type BoardRow, type Weights } from '#results/standings/board.js';
import { pairedDifference, presentIn } from '#results/statistics/block-series.js';
import { compositeSeries } from '#results/statistics/composite.js';
import { momentsOf } from '#results/statistics/moments.js';

/** Of a board what a spread is taken of. */
export interface ScoredRows {
  readonly rows: readonly Pick<BoardRow, 'blockScores'>[];
}

/**
 * How much the difference of two composites varies from block to block on a board: the root of the mean variance over
 * all pairs; null: it has fewer than two rows or blocks.
 */
export function blockSpread({ rows }: ScoredRows, weights: Weights): number | null {
  const series = rows.map(({ blockScores }) => {
    const there = weighedMetrics.filter((metric) => blockScores[metric]);
    return compositeSeries(
      there.map((metric) => blockScores[metric]!),
      there.map((metric) => weights[metric] ?? 0),
    );
  });
  const variances = series.flatMap((a, i) =>
    series.slice(i + 1).flatMap((b) => {
      const differences = presentIn(pairedDifference(a, b));
      return differences.length < 2 ? [] : [momentsOf(differences).variance];
    }),
  );
  if (variances.length === 0) return null;
  return Math.sqrt(variances.reduce((sum, variance) => sum + variance, 0) / variances.length);
}
