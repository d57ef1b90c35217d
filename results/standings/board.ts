import type { BlockSeries } from '../statistics/block-series.js';
import type { MeanEstimate } from '../statistics/mean-interval.js';
import type { PairedComparison } from '../statistics/paired-comparisons.js';
import type { RankInterval } from '../statistics/rank-intervals.js';
import type { RankStability } from '../statistics/weight-stability.js';

/** A plugin version on a board. */
export interface Contestant {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  /** a reference plugin, marked */
  readonly baseline: boolean;
}

export const rankedMetrics = ['welfare', 'cost', 'convergence'] as const;
export type RankedMetric = (typeof rankedMetrics)[number];
/** `cash`: of the dealer's own result, on boards of dealers; it has no rank of its own, and no weight unless it is given one */
export type Weights = Readonly<Record<RankedMetric, number> & { cash?: number | undefined }>;
/** All that weights apply to. */
export const weighedMetrics = [...rankedMetrics, 'cash'] as const;

/** A ranked quantity of one contestant. */
export interface Standing {
  readonly estimate: MeanEstimate | null;
  readonly rank: RankInterval | null;
  /** mean on the composite's scale */
  readonly normalised: number | null;
}

export interface BoardRow extends Contestant {
  readonly standings: Readonly<Record<RankedMetric, Standing>>;
  readonly composite: Standing;
  /** block by block on the composite's scale: what weights apply to, a reader's own as well */
  readonly blockScores: Readonly<Record<RankedMetric, BlockSeries> & { cash?: BlockSeries }>;
  /** no other row is at least as good in all three metrics and better in one */
  readonly pareto: boolean;
  readonly stability: RankStability | null;
  /** quantities shown beside the ranked ones, by metric id */
  readonly shown: Readonly<Record<string, MeanEstimate | null>>;
  readonly matches: number;
}

/** What a metric's numbers mean. */
export interface MetricHeading {
  readonly id: string;
  readonly label: string;
  readonly unit: string;
  readonly better: 'higher' | 'lower';
}

/** The same for every ranked metric. */
export function byMetric<T>(valueOf: (metric: RankedMetric) => T): Record<RankedMetric, T> {
  return { welfare: valueOf('welfare'), cost: valueOf('cost'), convergence: valueOf('convergence') };
}

/** A metric as a column or an axis is called: with its unit, where it has one. */
export function headingText({ label, unit }: Pick<MetricHeading, 'label' | 'unit'>): string {
  return unit === '1' ? label : `${label} (${unit})`;
}

/** A pair of contestants in one metric: `difference` is a - b in its unit. */
export interface BoardComparison extends Omit<PairedComparison, 'a' | 'b'> {
  readonly metric: RankedMetric | 'composite';
  readonly a: string;
  readonly b: string;
}

/** A line to compare with that nobody plays: a board's marked rows without a rank. */
export interface ReferenceLine {
  readonly id: 'optimum' | 'no-trade';
  readonly label: string;
  readonly values: Readonly<Record<RankedMetric, number | null>>;
}

/** Standings of a run. Plain data: as JSON it is the answer of the API. */
export interface Board {
  readonly kind: 'agent' | 'dealer';
  readonly sortedBy: 'composite';
  readonly weights: Weights;
  readonly blocks: number;
  /**
   * Blocks that each look had, of a run that may be extended or of pooled runs: p is that over all looks, each at its share of
   * the level (`shareOfLook`). Null: one look was planned, at the whole level
   */
  readonly looks: readonly number[] | null;
  /** runs of one version of a league that are taken as one; null: a single run */
  readonly pooledRuns: readonly string[] | null;
  /** of a run that was cancelled: the blocks that it should have had, of which these were over; null: it was not */
  readonly cancelledOf: number | null;
  readonly scenarios: readonly string[];
  readonly matches: { readonly scored: number; readonly void: number };
  readonly ranked: readonly MetricHeading[];
  readonly shown: readonly MetricHeading[];
  /** best composite first; rows that could not be scored last */
  readonly rows: readonly BoardRow[];
  readonly referenceLines: readonly ReferenceLine[];
  readonly comparisons: readonly BoardComparison[];
  /** mean over all pairs: the variance of differences that common blocks removed */
  readonly varianceReduction: Readonly<Record<RankedMetric, number | null>>;
}
