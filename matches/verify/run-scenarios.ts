import { resolve } from 'node:path';
import type { ChainConditions } from '#contracts/service/chain-conditions.js';
import type { LeagueDefinition } from '#leagues/definition/league-schema.js';
import { PlanError, type RunPlan } from '#leagues/pairing/run-plan.js';
import { loadScenario } from '#leagues/scenario-files/load-scenario.js';
import type { Scenario } from '#leagues/scenario-files/scenario.js';
import { conditionsOf } from '../ledger/chain-conduct.js';
import { checkScenarios } from '../runs/check-scenarios.js';
import { InputError } from '../input-error.js';

/** The scenarios of a run by name, and the chain that they want. */
export interface RunScenarios {
  readonly byName: ReadonlyMap<string, Scenario>;
  readonly conditions: ChainConditions;
}

/**
 * Loads the scenarios of a run. Those that come with GridLeague are taken from the checkout; a file is read only
 * if the reader allows it, whatever path a bundle names. A text: why no such run can be played. Throws
 * `InputError`, `ScenarioError`.
 */
export async function scenariosOf(
  { scenarios }: LeagueDefinition,
  plan: RunPlan,
  allowed: readonly string[],
): Promise<RunScenarios | string> {
  const known = new Set(allowed.map((file) => resolve(file)));
  const byName = new Map<string, Scenario>();
  for (const name of scenarios) {
    if (/[\\/.]/.test(name) && !known.has(resolve(name)))
      throw new InputError(
        `the run was played in the scenario file ${name}: allow it with --scenario ${name}`,
      );
    byName.set(name, await loadScenario(name));
  }
  const conditions = conditionsOf(byName.get(scenarios[0]!)!.chain);
  try {
    await checkScenarios(plan, conditions);
  } catch (error) {
    if (error instanceof PlanError) return `no such run can be played: ${error.message}`;
    throw error;
  }
  return { byName, conditions };
}
