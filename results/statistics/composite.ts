import type { BlockSeries } from './block-series.js';

/**
 * Weighted mean of normalised metrics, block by block, so that the composite has an interval like
 * any metric. Weights need not sum to 1. Null where a metric with weight is missing, and everywhere if none has a weight.
 */
export function compositeSeries(normalised: readonly BlockSeries[], weights: readonly number[]): BlockSeries {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return (normalised[0] ?? []).map((_, block) => {
    if (total === 0) return null;
    let score = 0;
    for (const [m, weight] of weights.entries()) {
      if (weight === 0) continue;
      const value = normalised[m]?.[block] ?? null;
      if (value === null) return null;
      score += (weight / total) * value;
    }
    return score;
  });
}
