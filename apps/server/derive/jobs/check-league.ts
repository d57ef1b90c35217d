import type { SharedChain } from '#contracts/service/chain-conditions.js';
import type { LeagueDefinition } from '#leagues/definition/league-schema.js';
import { checkSize } from '#leagues/pairing/plan-run.js';
import { PlanError, type FrozenSubmission } from '#leagues/pairing/run-plan.js';
import { loadScenario, shippedScenarios } from '#leagues/scenario-files/load-scenario.js';
import { leagueObstacle } from '#matches/runs/check-scenarios.js';
import { badInput } from '../../problem/problem.js';

export interface CheckLeagueRequest {
  readonly definition: LeagueDefinition;
  /** those there are now */
  readonly entrants: readonly FrozenSubmission[];
  readonly conditions: SharedChain;
}

/** Throws for a league that cannot be played here, whoever comes to play. */
export default async function checkLeague(request: CheckLeagueRequest): Promise<void> {
  const { definition, entrants, conditions } = request;
  // Names only: a path would lead into the server's own files.
  const known = await shippedScenarios();
  const unknown = definition.scenarios.findIndex((name) => !known.includes(name));
  if (unknown >= 0)
    throw badInput(
      `scenarios[${unknown}]`,
      `there is no scenario ${definition.scenarios[unknown]!}; GET /scenarios lists them`,
    );
  for (const [i, name] of definition.scenarios.entries()) {
    const obstacle = leagueObstacle(await loadScenario(name), conditions);
    if (obstacle !== null) throw badInput(`scenarios[${i}]`, `scenario ${name}: ${obstacle}`);
  }
  try {
    checkSize(definition, entrants);
  } catch (error) {
    // Who is missing now may be there when a run begins.
    if (!(error instanceof PlanError) || error.code === 'too-many-matches') throw error;
  }
}
