import { blocksNeeded } from '#results/statistics/blocks-needed.js';
import {
  meanOrNull,
  pairedDifference,
  presentIn,
  type BlockSeries,
} from '#results/statistics/block-series.js';
import { judgedDifferences, type JudgedDifference } from '#results/statistics/judged-differences.js';
import type { MeanEstimate } from '#results/statistics/mean-interval.js';
import { momentsOf } from '#results/statistics/moments.js';
import type { ComparedTask } from './comparison-plan.js';
import type { ComparedMatch } from './match-cache.js';

/** A match of a comparison that has been played, now or before. */
export interface PlayedTask extends ComparedTask {
  readonly match: ComparedMatch;
}

/** `all`: saving of a seat over everything; `welfare`: share of the possible gain of the whole market. */
export type RowKind = 'all' | 'welfare' | 'dealer' | 'household';

/** The two contenders in one respect, paired by block. */
export interface ComparedRow {
  readonly kind: RowKind;
  /** of the dealer or the type of household */
  readonly name: string;
  readonly mine: number | null;
  readonly old: number | null;
  /** mine - old, with its 95 % interval */
  readonly difference: MeanEstimate | null;
  /** adjusted for the family: `all` alone, and all other rows together */
  readonly p: number | null;
  readonly verdict: JudgedDifference['verdict'];
  /** seeds that would settle a difference as large as this one (80 % power); null: over `MOST_SEEDS`, or there is none */
  readonly seedsNeeded: number | null;
}

/** More than that nobody plays to tell two strategies apart. */
export const MOST_SEEDS = 1_000;

interface Respect {
  readonly kind: RowKind;
  readonly name: string;
  /** of a match that counts here */
  readonly valueOf: (task: PlayedTask) => number | null;
}

/** Compares the contenders of played tasks. `dealers`: their names. */
export function comparison(
  tasks: readonly PlayedTask[],
  dealers: readonly string[],
  blocks: number,
): ComparedRow[] {
  const types = [...new Set(tasks.flatMap(({ seats }) => seats.map(({ type }) => type)))].sort();
  const overall: Respect = { kind: 'all', name: '', valueOf: (task) => savingOf(task) };
  const others: Respect[] = [
    { kind: 'welfare', name: '', valueOf: ({ match }) => match.efficiency },
    ...(dealers.length > 1 ? dealers : []).map((name, dealer): Respect => ({
      ...{ kind: 'dealer', name },
      valueOf: (task) => (task.dealer === dealer ? savingOf(task) : null),
    })),
    ...(types.length > 1 ? types : []).map((name): Respect => ({
      ...{ kind: 'household', name },
      valueOf: (task) => savingOf(task, name),
    })),
  ];
  return [judged([overall], tasks, blocks), judged(others, tasks, blocks)].flat();
}

/** Mean saving of the contender's seats, of those in households of a type if one is named. */
function savingOf({ seats, match }: PlayedTask, only?: string): number | null {
  const own = seats.filter(({ type }) => only === undefined || type === only);
  return meanOrNull(own.map(({ seat }) => match.savings[seat] ?? null));
}

/** As one family of tests. */
function judged(respects: readonly Respect[], tasks: readonly PlayedTask[], blocks: number): ComparedRow[] {
  const pairs = respects.map((respect) => {
    const [mine, old] = (['mine', 'old'] as const).map((contender) =>
      seriesOf(respect, tasks, contender, blocks),
    ) as [BlockSeries, BlockSeries];
    return { mine, old, series: pairedDifference(mine, old) };
  });
  // Where both are the same everywhere there is nothing to tell apart.
  const family = pairs.filter(({ series }) => presentIn(series).some((value) => value !== 0)).length;
  const verdicts = judgedDifferences(pairs.map(({ mine, old, series }) => ({ series, levels: [mine, old] })));
  return respects.map(({ kind, name }, i) => {
    const { mine, old, series } = pairs[i]!;
    const { estimate, p, verdict } = verdicts[i]!;
    return {
      ...{ kind, name, mine: meanOrNull(mine), old: meanOrNull(old), difference: estimate, p, verdict },
      seedsNeeded: needed(series, estimate, family),
    };
  });
}

/** By block, over everything in it that counts. */
function seriesOf(
  { valueOf }: Respect,
  tasks: readonly PlayedTask[],
  contender: ComparedTask['contender'],
  blocks: number,
): BlockSeries {
  const byBlock = Map.groupBy(
    tasks.filter((task) => task.contender === contender),
    ({ block }) => block,
  );
  return Array.from({ length: blocks }, (_, block) => meanOrNull((byBlock.get(block) ?? []).map(valueOf)));
}

/** Seeds, of which some may have nothing to compare: no home of a type, say. `family`: differences that are judged together. */
function needed(series: BlockSeries, estimate: MeanEstimate | null, family: number): number | null {
  const values = presentIn(series);
  if (!estimate || values.length < 2 || estimate.mean === 0) return null;
  const spread = momentsOf(values).error * Math.sqrt(values.length);
  if (spread === 0) return null;
  const pairs = blocksNeeded(Math.abs(estimate.mean), { spread, pairs: family }, MOST_SEEDS);
  const seeds = pairs === null ? null : Math.ceil((pairs * series.length) / values.length);
  return seeds !== null && seeds <= MOST_SEEDS ? seeds : null;
}
