import { leagueLimits } from '#leagues/definition/limits.js';
import type { LeagueDefinition } from '#leagues/definition/league-schema.js';
import { blockDays, blocksOfDays } from '#leagues/pairing/block-days.js';
import { planRun } from '#leagues/pairing/plan-run.js';
import type { FrozenSubmission, RunPlan } from '#leagues/pairing/run-plan.js';
import type { Scenario } from '#leagues/scenario-files/scenario.js';
import { blocksNeeded, FEWEST_BLOCKS, visibleDifference } from '#results/statistics/blocks-needed.js';
import { firstLevel } from '#results/statistics/looks.js';
import { refuseCopies } from './refuse-copies.js';

/** What is known of a run before it is played. */
export interface Foresight {
  readonly matches: number;
  readonly blocks: number;
  /** that are compared with each other, as one family */
  readonly pairs: number;
  /** with fewer blocks no pair can be told apart, however far it is */
  readonly fewestBlocks: number;
  /** that there are days for; null: any number */
  readonly mostBlocks: number | null;
  /** what a block draws of each scenario */
  readonly draws: readonly {
    readonly scenario: string;
    readonly fields: readonly string[];
    /** days that its blocks take, each once, and whether nobody else may; null: its day is fixed */
    readonly days: { readonly count: number; readonly held: boolean } | null;
  }[];
  /** null: no spread was given */
  readonly power: {
    readonly spread: number;
    /** smaller ones stay invisible (80 % power); null: all do */
    readonly visible: number | null;
    /** blocks for the difference that was asked for; null: none was, or more than a league may have */
    readonly blocksNeeded: number | null;
    /** what `mostBlocks` would show; null: there may be any number, or they show nothing */
    readonly visibleAtMost: number | null;
  } | null;
}

export interface ForeseenRun {
  readonly definition: LeagueDefinition;
  readonly entrants: readonly FrozenSubmission[];
  readonly scenarios: ReadonlyMap<string, Scenario>;
  /** standard deviation of the difference of two contestants from block to block */
  readonly spread?: number | undefined;
  /** that shall be told apart */
  readonly difference?: number | undefined;
}

/** Says what a run would be without playing it. Throws `PlanError` for one that cannot be. */
export function foreseeRun({ definition, entrants, scenarios, spread, difference }: ForeseenRun): Foresight {
  // Whatever the seed: counts and line-ups are the same.
  const days = blockDays(scenarios, 'foreseen', definition.blocks);
  const plan = planRun(definition, entrants, 'foreseen', days);
  for (const [name, scenario] of scenarios) refuseCopies(name, scenario, definition.blocks);
  const { blocks } = definition;
  const most = blocksOfDays(scenarios.values());
  const contestants = contestantsOf(definition, plan);
  const pairs = Math.max(1, (contestants * (contestants - 1)) / 2);
  const contest = { spread: spread ?? 0, pairs, level: firstLevel(definition.extensible === true) };
  return {
    ...{ matches: plan.matches.length, blocks, pairs },
    ...{ fewestBlocks: FEWEST_BLOCKS, mostBlocks: most },
    draws: [...scenarios].map(([scenario, { drawn, days }]) => ({
      ...{ scenario, fields: drawn },
      days: days ? { count: days.scored.length, held: days.held } : null,
    })),
    power:
      spread === undefined
        ? null
        : {
            spread,
            visible: visibleDifference(blocks, contest),
            blocksNeeded:
              difference === undefined ? null : blocksNeeded(difference, contest, leagueLimits.blocks),
            visibleAtMost: most === null ? null : visibleDifference(most, contest),
          },
  };
}

function contestantsOf({ format }: LeagueDefinition, { matches }: RunPlan): number {
  const scored = matches.filter((match) => match.scored);
  const names = scored.flatMap(({ dealer, teams }) => (format === 'dealer-comparison' ? [dealer] : teams));
  return new Set(names).size;
}
