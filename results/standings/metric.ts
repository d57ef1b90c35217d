import type { ValueBounds } from '../statistics/mean-interval.js';

/** A quantity that is read off one match's score and averaged over blocks. */
export interface Metric<Score> {
  readonly id: string;
  readonly label: string;
  readonly unit: string;
  /** what its numbers say, in a sentence for readers of a board */
  readonly note: string;
  /** null: neither; it describes */
  readonly better: 'higher' | 'lower' | null;
  /** of a KPI, of the symbols that docs/kpis.md explains */
  readonly formula?: string;
  readonly bounds?: ValueBounds;
  /** left out where no score has a value */
  readonly optional?: true;
  valueOf(score: Score): number | null;
  /**
   * On the composite's scale: 0 = no better than no trade, 1 = the optimum, with anchors that do not
   * depend on who else takes part. Only ranked metrics have one.
   */
  readonly normalise?: (value: number) => number;
}

/** One that contestants are ranked by. */
export interface RankableMetric<Score> extends Metric<Score> {
  readonly better: 'higher' | 'lower';
}

/** Those that say something about these scores. */
export function metricsSaid<Score>(
  metrics: readonly Metric<Score>[],
  scores: readonly Score[],
): readonly Metric<Score>[] {
  return metrics.filter(
    (metric) => !metric.optional || scores.some((score) => metric.valueOf(score) !== null),
  );
}
