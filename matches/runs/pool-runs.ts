import type { LeagueDefinition } from '#leagues/definition/league-schema.js';
import type { RunPlan } from '#leagues/pairing/run-plan.js';
import { dayOfSeed } from '#leagues/scenario-files/days/seed-on-day.js';
import type { MatchResult } from '#results/metrics/match-result.js';
import { runBoards, type RunBoards, type RunResults } from './run-boards.js';

/** As many runs as can be held at once. */
export const MOST_POOLED = 40;

/** A look at a run that is pooled with others: the blocks that came with it. */
export interface PooledLook {
  readonly run: string;
  readonly plan: RunPlan;
  readonly results: RunResults;
  readonly firstBlock: number;
  readonly lastBlock: number;
}

/**
 * Runs of one version of a league as one run, in the order in which their looks were taken; each counts as a look at what there
 * is by then. A block on a day that was there before is left out: it could be a copy of that one.
 */
export function pooled(parts: readonly PooledLook[]): {
  readonly plan: RunPlan;
  readonly results: RunResults;
} {
  const known = new Set<string>();
  const numbers = new Map<string, number>();
  const looks: number[] = [];
  for (const part of parts) {
    const days = daysOf(part);
    for (let block = part.firstBlock; block <= part.lastBlock; block++) {
      const own = days.get(block) ?? new Set();
      if ([...own].some((day) => known.has(day))) continue;
      for (const day of own) known.add(day);
      numbers.set(placeOf(part.run, block), numbers.size + 1);
    }
    if (numbers.size > (looks.at(-1) ?? 0)) looks.push(numbers.size);
  }
  const runs = [...new Map(parts.map((part) => [part.run, part])).values()];
  const { plan } = runs[0]!;
  const renumbered = ({ run }: PooledLook, list: readonly MatchResult[]): MatchResult[] =>
    list.flatMap(({ place, ...result }) => {
      const block = numbers.get(placeOf(run, place.block));
      return block === undefined ? [] : [{ ...result, place: { ...place, id: `${run}-${place.id}`, block } }];
    });
  return {
    plan: {
      ...plan,
      matches: runs.flatMap((part) => part.plan.matches),
      counterfactuals: runs.flatMap(({ run, plan }) =>
        plan.counterfactuals.map(({ match, team, without }) => {
          return { match: `${run}-${match}`, team, without: `${run}-${without}` };
        }),
      ),
      looks,
    },
    results: {
      all: runs.flatMap((part) => renumbered(part, part.results.all)),
      scored: runs.flatMap((part) => renumbered(part, part.results.scored)),
      cancelled: false,
    },
  };
}

/** The boards of runs of one version of a league, told by their ids, as those of one run; `parts` in the order in which they were taken. */
export function pooledBoards(
  definition: LeagueDefinition,
  pooledRuns: readonly string[],
  parts: readonly PooledLook[],
): RunBoards {
  const { plan, results } = pooled(parts);
  const boards = runBoards({ ...definition, extensible: true }, plan, results);
  return {
    ...boards,
    agents: { ...boards.agents, pooledRuns },
    dealers: { ...boards.dealers, pooledRuns },
  };
}

function placeOf(run: string, block: number): string {
  return `${run}/${block}`;
}

/** By block the days of its scenarios, where they draw days. */
function daysOf({ plan }: PooledLook): ReadonlyMap<number, ReadonlySet<string>> {
  const days = new Map<number, Set<string>>();
  for (const { block, scenario, seed } of plan.matches) {
    const dated = dayOfSeed(seed);
    if (dated) days.set(block, (days.get(block) ?? new Set()).add(`${scenario}@${dated.day}`));
  }
  return days;
}
