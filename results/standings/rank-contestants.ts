import { meanOrNull, type BlockSeries } from '../statistics/block-series.js';
import { compositeSeries } from '../statistics/composite.js';
import { intervalOverLooks } from '../statistics/interval-over-looks.js';
import type { IntervalOptions } from '../statistics/mean-interval.js';
import { pairedComparisons, type PairedComparison } from '../statistics/paired-comparisons.js';
import { paretoFront } from '../statistics/pareto.js';
import { rankIntervals } from '../statistics/rank-intervals.js';
import { resolved } from '../statistics/resolution.js';
import { rankStability, type RankStability } from '../statistics/weight-stability.js';
import {
  byMetric,
  weighedMetrics,
  type ByMetric,
  type RankedMetric,
  type Standing,
  type Weights,
} from './board.js';
import type { Metric, RankableMetric } from './metric.js';

/** Ranks in one quantity; entry i belongs to contestant i. */
export interface Ranking {
  readonly standings: readonly Standing[];
  readonly comparisons: readonly PairedComparison[];
}

/** Ranks in every metric and in the composite. */
export interface FullRanking {
  readonly metrics: ByMetric<Ranking>;
  readonly composite: Ranking;
  /** on the composite's scale */
  readonly normalised: ByMetric<readonly BlockSeries[]>;
  readonly pareto: readonly boolean[];
  readonly stability: readonly (RankStability | null)[];
}

/** Series on the composite's scale, per metric one per contestant. */
type Normalised = ByMetric<readonly BlockSeries[]> & { readonly cash?: readonly BlockSeries[] };

/** What is ranked by: one series per contestant, and what its numbers mean. */
export interface RankedSeries {
  readonly series: readonly BlockSeries[];
  readonly heading: Omit<RankableMetric<never>, 'valueOf'>;
}

export interface RankingOptions {
  readonly weights: Weights;
  /** on the composite's scale */
  readonly cash?: readonly BlockSeries[] | undefined;
  /** blocks that each look at growing data had; absent: a single look, at the whole level */
  readonly looks?: readonly number[] | undefined;
}

/** Ranks contestants by their series. */
export function rankContestants(
  ranked: ByMetric<RankedSeries>,
  { weights, cash, looks }: RankingOptions,
): FullRanking {
  const names = Object.keys(ranked) as RankedMetric[];
  const normalised = byMetric(names, (metric) => {
    const { series, heading } = ranked[metric]!;
    return series.map((one) => normalise(one, heading));
  });
  const metrics = byMetric(names, (metric) => {
    const { series, heading } = ranked[metric]!;
    return rankBy(series, heading, normalised[metric]!, looks);
  });
  const points = ranked.welfare.series.map((_, i) =>
    names.map((metric) => metrics[metric]!.standings[i]!.normalised),
  );
  const complete = points.flatMap((point, i) =>
    point.includes(null) ? [] : [{ i, point: (point as number[]).map(resolved) }],
  );
  const front = paretoFront(complete.map(({ point }) => point));
  const stability = rankStability(complete.map(({ point }) => point));
  const placeOf = new Map(complete.map(({ i }, place) => [i, place]));
  return {
    metrics,
    composite: rankComposite({ ...normalised, ...(cash && { cash }) }, weights, looks),
    normalised,
    pareto: points.map((_, i) => front[placeOf.get(i) ?? -1] ?? false),
    stability: points.map((_, i) => stability[placeOf.get(i) ?? -1] ?? null),
  };
}

/** Ranks contestants by the weighted mean of what they have on the composite's scale. */
export function rankComposite(normalised: Normalised, weights: Weights, looks?: readonly number[]): Ranking {
  const weighed = weighedMetrics.filter((metric) => normalised[metric]);
  const composites = normalised.welfare.map((_, i) =>
    compositeSeries(
      weighed.map((metric) => normalised[metric]![i]!),
      weighed.map((metric) => weights[metric] ?? 0),
    ),
  );
  return rankBy(composites, { better: 'higher' }, composites, looks);
}

function rankBy(
  series: readonly BlockSeries[],
  { better, bounds }: { better: 'higher' | 'lower'; bounds?: NonNullable<IntervalOptions['bounds']> },
  normalised: readonly BlockSeries[],
  looks: readonly number[] | undefined,
): Ranking {
  const comparisons = pairedComparisons(series, looks);
  const ranks = rankIntervals(series, comparisons, better);
  return {
    comparisons,
    standings: series.map((one, i) => ({
      estimate: intervalOverLooks(one, looks, bounds ? { bounds } : {}),
      rank: ranks[i]!,
      normalised: meanOrNull(normalised[i]!),
    })),
  };
}

function normalise(series: BlockSeries, { normalise: scale }: Omit<Metric<never>, 'valueOf'>): BlockSeries {
  return series.map((value) => (value === null || !scale ? value : scale(value)));
}
