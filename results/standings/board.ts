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
  /** of one that plays from outside of the sandbox, marked: nobody can replay its matches */
  readonly outside?: 'remote' | 'python';
}

/** Of every board. */
export const commonMetrics = ['welfare', 'cost', 'convergence'] as const;
type CommonMetric = (typeof commonMetrics)[number];
/** `contribution`: of boards of strategies whose league compares every plugin with `truthful` in its place */
export type RankedMetric = CommonMetric | 'contribution';
/** Something for every ranked metric of a board. */
export type ByMetric<T> = Readonly<Record<CommonMetric, T> & { contribution?: T }>;
/**
 * `contribution` weighs nothing where there is none; `cash`: of the dealer's own result, on boards of dealers; it has no rank of
 * its own, and no weight unless it is given one
 */
export type Weights = Readonly<
  Record<CommonMetric, number> & { contribution?: number | undefined; cash?: number | undefined }
>;
/** All that weights apply to. */
export const weighedMetrics = [...commonMetrics, 'contribution', 'cash'] as const;

/** A ranked quantity of one contestant. */
export interface Standing {
  readonly estimate: MeanEstimate | null;
  readonly rank: RankInterval | null;
  /** mean on the composite's scale */
  readonly normalised: number | null;
}

export interface BoardRow extends Contestant {
  readonly standings: ByMetric<Standing>;
  readonly composite: Standing;
  /** block by block on the composite's scale: what weights apply to, a reader's own as well */
  readonly blockScores: ByMetric<BlockSeries> & { readonly cash?: BlockSeries };
  /** no other row is at least as good in all ranked metrics and better in one */
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
  /** null: neither; it describes */
  readonly better: 'higher' | 'lower' | null;
}

/** The ranked metrics of a board, in the order of its columns. */
export function metricsOf({ ranked }: Pick<Board, 'ranked'>): readonly RankedMetric[] {
  return ranked.map(({ id }) => id as RankedMetric);
}

/** The same for each of these metrics, among which are the common ones. */
export function byMetric<T>(
  metrics: readonly RankedMetric[],
  valueOf: (metric: RankedMetric) => T,
): ByMetric<T> {
  return Object.fromEntries(metrics.map((metric) => [metric, valueOf(metric)])) as unknown as ByMetric<T>;
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
  readonly values: ByMetric<number | null>;
}

/** Whose standings; in a mechanism comparison those of mechanisms stand where strategies' stand elsewhere. */
export type BoardKind = 'agent' | 'dealer' | 'mechanism';

/** What a board's contestants are called. */
export const boardWords: Readonly<Record<BoardKind, { readonly one: string; readonly all: string }>> = {
  agent: { one: 'Strategy', all: 'Agent strategies' },
  dealer: { one: 'Policy', all: 'Dealer policies' },
  mechanism: { one: 'Mechanism', all: 'Mechanisms' },
};

/** Standings of a run. Plain data: as JSON it is the answer of the API. */
export interface Board {
  readonly kind: BoardKind;
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
  /** nobody has a rank: programs outside of the sandbox may play in the league */
  readonly unranked?: true;
  readonly scenarios: readonly string[];
  readonly matches: { readonly scored: number; readonly void: number };
  readonly ranked: readonly MetricHeading[];
  readonly shown: readonly MetricHeading[];
  /** best composite first; rows that could not be scored last */
  readonly rows: readonly BoardRow[];
  readonly referenceLines: readonly ReferenceLine[];
  readonly comparisons: readonly BoardComparison[];
  /** mean over all pairs: the variance of differences that common blocks removed */
  readonly varianceReduction: ByMetric<number | null>;
}
