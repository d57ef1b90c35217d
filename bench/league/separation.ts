import type { LeagueDefinition } from '#leagues/definition/league-schema.js';
import type { RunPlan } from '#leagues/pairing/run-plan.js';
import type { MatchRecord } from '#market/match/report.js';
import type { MatchResult } from '#results/metrics/match-result.js';
import { commonMetrics, type Board } from '#results/standings/board.js';
import { agentBoard } from '#results/standings/build-board.js';
import { pairedDifference, presentIn, type BlockSeries } from '#results/statistics/block-series.js';
import { blocksNeeded } from '#results/statistics/blocks-needed.js';
import { compositeSeries } from '#results/statistics/composite.js';
import { momentsOf } from '#results/statistics/moments.js';
import { matchResults } from '#matches/runs/run-boards.js';

/** What a design of a league needs for a set of verdicts. */
export interface DesignCost {
  readonly matchesPerBlock: number;
  /** standard deviation of a difference of two scores from block to block, root mean square over the pairs */
  readonly spread: number;
  /** blocks until the hardest of the pairs is told apart with 80 % power, and half of them; null: more than a league may have */
  readonly blocks: { readonly all: number | null; readonly half: number | null };
  readonly matches: { readonly all: number | null; readonly half: number | null };
}

export interface Separation {
  readonly blocks: number;
  /** that all dealers in every block tell apart, by the names of the plugins: the better one first */
  readonly pairs: readonly (readonly [string, string])[];
  /** every block with all dealers */
  readonly crossed: DesignCost;
  /** every block with another dealer: the matches of the crossed design that it would have played */
  readonly rotated: DesignCost;
  /** of these pairs, those that as many blocks of the rotated design tell apart as well */
  readonly rotatedVerdicts: number;
}

export interface PilotRun {
  readonly id: string;
  readonly definition: LeagueDefinition;
  readonly plan: RunPlan;
  readonly played: ReadonlyMap<string, MatchRecord>;
}

/** What verdicts cost, from a run in which every block was played with all dealers. */
export function separationOf(pilot: PilotRun): Separation {
  const { definition, plan, played } = pilot;
  const { scored } = matchResults(pilot, (match) => played.get(match));
  const dealers = [...new Set(scored.map(({ place }) => place.dealer))].sort();
  const isInTurn = ({ place }: MatchResult): boolean =>
    place.dealer === dealers[(place.block - 1) % dealers.length];
  const inTurn = scored.filter(isInTurn);
  const boards = { crossed: boardOf(scored), rotated: boardOf(inTurn) };
  const apart = verdictsOf(boards.crossed);
  const perBlock = (matches: readonly MatchResult[]): number => matches.length / boards.crossed.blocks;
  const names = new Map(plan.submissions.map(({ id, name }) => [id, name]));
  const keys = new Set(verdictsOf(boards.rotated).map(String));
  return {
    blocks: boards.crossed.blocks,
    pairs: apart.map(([a, b]) => [names.get(a)!, names.get(b)!]),
    crossed: costOf(boards.crossed, apart, perBlock(scored), 1),
    rotated: costOf(boards.rotated, apart, perBlock(inTurn), dealers.length, boards.crossed),
    rotatedVerdicts: apart.filter((pair) => keys.has(String(pair))).length,
  };

  function boardOf(matches: readonly MatchResult[]): Board {
    const { weights } = definition.ranking;
    const teams = new Set(matches.flatMap(({ place }) => place.teams));
    return agentBoard({ contestants: plan.submissions.filter(({ id }) => teams.has(id)), matches, weights });
  }
}

/** Pairs that are told apart by their scores, the better one first. */
function verdictsOf({ comparisons }: Board): (readonly [string, string])[] {
  return comparisons.flatMap(({ metric, verdict, a, b, difference }) =>
    metric === 'composite' && verdict === 'apart'
      ? [difference!.mean > 0 ? ([a, b] as const) : ([b, a] as const)]
      : [],
  );
}

/** `step`: blocks come in multiples of it; `truth`: the board whose differences are to be found. */
function costOf(
  board: Board,
  pairs: readonly (readonly [string, string])[],
  matchesPerBlock: number,
  step: number,
  truth = board,
): DesignCost {
  const [own, true_] = [scoresOf(board), scoresOf(truth)];
  const family = (board.rows.length * (board.rows.length - 1)) / 2;
  const spreads: number[] = [];
  const needed = pairs.map(([a, b]) => {
    const { variance } = momentsOf(presentIn(pairedDifference(own.get(a)!, own.get(b)!)));
    const { mean } = momentsOf(presentIn(pairedDifference(true_.get(a)!, true_.get(b)!)));
    spreads.push(variance);
    const blocks = blocksNeeded(Math.abs(mean), { spread: Math.sqrt(variance), pairs: family });
    return blocks === null ? Infinity : Math.ceil(blocks / step) * step;
  });
  needed.sort((x, y) => x - y);
  const at = (place: number): number | null => {
    const blocks = needed[Math.max(0, place)] ?? Infinity;
    return blocks === Infinity ? null : blocks;
  };
  const blocks = { all: at(needed.length - 1), half: at(Math.ceil(needed.length / 2) - 1) };
  const times = (count: number | null): number | null => count && count * matchesPerBlock;
  return {
    matchesPerBlock,
    spread: Math.sqrt(spreads.reduce((sum, one) => sum + one, 0) / Math.max(1, spreads.length)),
    ...{ blocks, matches: { all: times(blocks.all), half: times(blocks.half) } },
  };
}

function scoresOf({ rows, weights }: Board): ReadonlyMap<string, BlockSeries> {
  return new Map(
    rows.map(({ id, blockScores }) => [
      id,
      compositeSeries(
        commonMetrics.map((metric) => blockScores[metric]),
        commonMetrics.map((metric) => weights[metric]),
      ),
    ]),
  );
}
