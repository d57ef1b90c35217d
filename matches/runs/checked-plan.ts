import type { SharedChain } from '#contracts/service/chain-conditions.js';
import type { LeagueDefinition } from '#leagues/definition/league-schema.js';
import { blockDays } from '#leagues/pairing/block-days.js';
import { planRun } from '#leagues/pairing/plan-run.js';
import type { FrozenSubmission, RunPlan } from '#leagues/pairing/run-plan.js';
import { conductOfLeague } from '#leagues/run/match-task.js';
import type { Scenario } from '#leagues/scenario-files/scenario.js';
import { checkScenarios } from './check-scenarios.js';
import { refuseCopies, refuseEqualBlocks } from './refuse-copies.js';

export interface RunToPlan {
  readonly definition: LeagueDefinition;
  readonly entrants: readonly FrozenSubmission[];
  readonly seed: string;
  /** of its scenarios, by the names of the definition */
  readonly scenarios: ReadonlyMap<string, Scenario>;
  readonly conditions: SharedChain;
  /** number of the last block of each look at it; absent: one look at all blocks */
  readonly looks?: readonly number[];
}

/** The plan of a run that its scenarios bear. Throws `PlanError`, `ScenarioError`. */
export function checkedPlan(run: RunToPlan): RunPlan {
  const { definition, entrants, seed, scenarios, conditions, looks = [definition.blocks] } = run;
  const blocks = looks.at(-1)!;
  const plan = planRun(definition, entrants, seed, blockDays(scenarios, seed, blocks), looks);
  checkScenarios(plan, scenarios, conditions, conductOfLeague(definition));
  for (const [name, scenario] of scenarios) refuseCopies(name, scenario, blocks);
  refuseEqualBlocks(scenarios, plan.matches);
  return plan;
}
