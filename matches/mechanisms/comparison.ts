import { pairedDifference, type BlockSeries } from '#results/statistics/block-series.js';
import { judgedDifferences, type JudgedDifference } from '#results/statistics/judged-differences.js';
import { differenceBounds, meanInterval, type MeanEstimate } from '#results/statistics/mean-interval.js';
import type { ComparedBlock } from './compare-mechanisms.js';
import { byFigure, type ComparedFigure, type FigureId } from './compared-figures.js';
import { mechanismNames, privacy, type MechanismName } from './mechanism-names.js';
import type { KeptOutcome } from './outcome.js';

/** What the others are compared with. */
const REFERENCE: MechanismName = 'bundle-trading';

/** The mechanisms of a comparison, over blocks. */
export interface MechanismComparison {
  readonly scenario: string;
  readonly seeds: readonly string[];
  readonly reference: MechanismName;
  readonly rows: readonly MechanismRow[];
  readonly blocks: readonly ComparedBlock[];
}

export interface MechanismRow {
  readonly mechanism: MechanismName;
  readonly privacy: string;
  /** why it could not be played, in some block */
  readonly reason: string | null;
  /** why no chain kept it, in some block; null: one did, or it was not played */
  readonly unkept: string | null;
  /** means over blocks with 95 % intervals; null where one of those that say something of others has none: it would be a mean over other days */
  readonly figures: Readonly<Record<FigureId, MeanEstimate | null>>;
  /** less the reference, paired by block; one family of tests a figure. Null where either has none, and of the reference */
  readonly effects: Readonly<Record<FigureId, JudgedDifference | null>>;
}

export function mechanismComparison(scenario: string, blocks: readonly ComparedBlock[]): MechanismComparison {
  const found = mechanismNames.map((mechanism) => blocks.map((block) => outcomeOf(block, mechanism)));
  const figures = byFigure((figure) => comparedBy(figure, blocks, found));
  return {
    ...{ scenario, seeds: blocks.map(({ seed }) => seed), reference: REFERENCE, blocks },
    rows: mechanismNames.map((mechanism, index): MechanismRow => ({
      mechanism,
      privacy: privacy[mechanism],
      reason: reasonOf(blocks, mechanism),
      unkept: unkeptOf(found[index]!),
      figures: byFigure((_, id) => figures[id][index]!.level),
      effects: byFigure((_, id) => figures[id][index]!.effect),
    })),
  };
}

interface Compared {
  readonly level: MeanEstimate | null;
  readonly effect: JudgedDifference | null;
}

/** One figure of all mechanisms, in the order of their names. */
function comparedBy(
  { bounds, valueOf }: ComparedFigure,
  blocks: readonly ComparedBlock[],
  found: readonly (readonly (KeptOutcome | null)[])[],
): Compared[] {
  const values = found.map((outcomes) =>
    outcomes.map((outcome, n) => outcome && valueOf(outcome, blocks[n]!)),
  );
  // A block that says nothing of anybody is no reason to say nothing of the others.
  const isTold = blocks.map((_, n) => values.some((own) => own[n] !== null));
  const series = values.map((own): BlockSeries =>
    own.some((value, n) => value === null && isTold[n]) ? own.map(() => null) : own,
  );
  const reference = series[mechanismNames.indexOf(REFERENCE)]!;
  const judged = judgedDifferences(
    series.map((one) => ({ series: pairedDifference(one, reference), levels: [one, reference] })),
    { bounds: differenceBounds(bounds) },
  );
  return series.map((one, index) => ({
    level: meanInterval(one, bounds && { bounds }),
    effect: one === reference || !judged[index]!.estimate ? null : judged[index]!,
  }));
}

function outcomeOf({ outcomes }: ComparedBlock, mechanism: MechanismName): KeptOutcome | null {
  const outcome = outcomes.find((one) => one.mechanism === mechanism)!;
  return 'reason' in outcome ? null : outcome;
}

function reasonOf(blocks: readonly ComparedBlock[], mechanism: MechanismName): string | null {
  for (const { seed, outcomes } of blocks)
    for (const outcome of outcomes)
      if (outcome.mechanism === mechanism && 'reason' in outcome) return `seed ${seed}: ${outcome.reason}`;
  return null;
}

function unkeptOf(outcomes: readonly (KeptOutcome | null)[]): string | null {
  for (const outcome of outcomes) if (outcome && 'reason' in outcome.chain) return outcome.chain.reason;
  return null;
}
