import { leagueLimits } from '#leagues/definition/limits.js';
import type { LeagueDefinition } from '#leagues/definition/league-schema.js';
import type { RunPlan } from '#leagues/pairing/run-plan.js';
import type { MatchRecord } from '#market/match/report/report.js';
import { matchResults, runBoards } from '#matches/runs/run-boards.js';
import { commonMetrics, type Board } from '#results/standings/board.js';
import { pairedDifference, presentIn, type BlockSeries } from '#results/statistics/block-series.js';
import { blocksNeeded } from '#results/statistics/blocks-needed.js';
import { compositeSeries } from '#results/statistics/composite.js';
import { momentsOf } from '#results/statistics/moments.js';

/** A run that was played to see what its design costs. */
export interface PilotRun {
  readonly id: string;
  readonly definition: LeagueDefinition;
  readonly plan: RunPlan;
  readonly played: ReadonlyMap<string, MatchRecord>;
}

/** What a design of a league needs for a set of verdicts. */
export interface DesignCost {
  readonly matchesPerBlock: number;
  /** blocks until the hardest of the pairs is told apart with 80 % power, and half of them; null: more than a league may have */
  readonly blocks: { readonly all: number | null; readonly half: number | null };
  readonly matches: { readonly all: number | null; readonly half: number | null };
  /** of these pairs, those that the pilot tells apart in the same direction */
  readonly sameVerdicts: number;
  /** pairs that it tells apart in all */
  readonly verdicts: number;
}

export interface Separation {
  readonly blocks: number;
  /** that the first design tells apart by their scores: names, the better one first */
  readonly pairs: readonly (readonly [string, string])[];
  readonly first: DesignCost;
  readonly other: DesignCost;
}

/** What the verdicts of a league cost in its own design and in another one, from a run of each with as many blocks. */
export function separationOf(first: PilotRun, other: PilotRun): Separation {
  const [own, others] = [boardOf(first), boardOf(other)];
  const pairs = verdictsOf(own);
  return {
    blocks: own.blocks,
    pairs,
    first: costOf(own, pairs),
    other: costOf(others, pairs, other.definition.dealerDesign === 'rotated' ? dealersIn(other) : 1),
  };
}

function boardOf(pilot: PilotRun): Board {
  const results = matchResults(pilot, (match) => pilot.played.get(match));
  return runBoards(pilot.definition, pilot.plan, results).agents;
}

function dealersIn({ plan }: PilotRun): number {
  return new Set(plan.matches.map(({ dealer }) => dealer)).size;
}

/** Pairs that are told apart by their scores, by names, the better one first. */
function verdictsOf({ comparisons, rows }: Board): (readonly [string, string])[] {
  const name = new Map(rows.map((row) => [row.id, row.name]));
  return comparisons.flatMap(({ metric, verdict, a, b, difference }) => {
    if (metric !== 'composite' || verdict !== 'apart') return [];
    const pair = [name.get(a)!, name.get(b)!] as const;
    return [difference!.mean > 0 ? pair : ([pair[1], pair[0]] as const)];
  });
}

/** `step`: blocks come in multiples of it, so that all dealers come equally often. */
function costOf(board: Board, pairs: readonly (readonly [string, string])[], step = 1): DesignCost {
  const scores = scoresOf(board);
  const family = (board.rows.length * (board.rows.length - 1)) / 2;
  const needed = pairs.map(([a, b]) => {
    const { mean, variance } = momentsOf(presentIn(pairedDifference(scores.get(a)!, scores.get(b)!)));
    // One that comes out the other way round is never found.
    if (mean <= 0) return Infinity;
    const blocks = blocksNeeded(mean, { spread: Math.sqrt(variance), pairs: family }, leagueLimits.blocks);
    return blocks === null ? Infinity : Math.ceil(blocks / step) * step;
  });
  needed.sort((x, y) => x - y);
  const at = (place: number): number | null => {
    const blocks = needed[place] ?? Infinity;
    return blocks === Infinity ? null : blocks;
  };
  const matchesPerBlock = board.matches.scored / board.blocks;
  const blocks = { all: at(needed.length - 1), half: at(Math.ceil(needed.length / 2) - 1) };
  const times = (count: number | null): number | null => count && count * matchesPerBlock;
  const found = verdictsOf(board);
  const keys = new Set(found.map(String));
  return {
    ...{ matchesPerBlock, blocks, matches: { all: times(blocks.all), half: times(blocks.half) } },
    sameVerdicts: pairs.filter((pair) => keys.has(String(pair))).length,
    verdicts: found.length,
  };
}

/** By name. */
function scoresOf({ rows, weights }: Board): ReadonlyMap<string, BlockSeries> {
  return new Map(
    rows.map(({ name, blockScores }) => [
      name,
      compositeSeries(
        commonMetrics.map((metric) => blockScores[metric]),
        commonMetrics.map((metric) => weights[metric]),
      ),
    ]),
  );
}
