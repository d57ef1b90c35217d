import { agentSeats } from '#market/seating.js';
import type { ChainConditions } from '#contracts/service/chain-conditions.js';
import { loadScenario } from '#leagues/scenario-files/load-scenario.js';
import type { Scenario } from '#leagues/scenario-files/scenario.js';
import type { RunPlan } from '#leagues/pairing/run-plan.js';
import { PlanError } from '#leagues/pairing/run-plan.js';
import { unplayable } from '../play/playable.js';
import { unmetConditions } from '../ledger/chain-conduct.js';

/**
 * Why no league can play a scenario on the chain its matches share; null: one can. `shared`: its
 * conditions; null for an endpoint.
 */
export function leagueObstacle(scenario: Scenario, shared: ChainConditions | null): string | null {
  const obstacle = unplayable(scenario);
  if (obstacle !== null) return obstacle;
  const [field] = unmetConditions(scenario.chain, shared);
  return field === undefined
    ? null
    : `${field} cannot be met: all matches share one chain${shared ? '' : ', whose blocks and prices are its own'}`;
}

/**
 * Makes sure before a run that its scenarios can be played on this chain and have a seat for every team.
 * Throws `PlanError`, `ScenarioError`.
 */
export async function checkScenarios(
  { matches, seatsNeeded }: RunPlan,
  shared: ChainConditions | null,
): Promise<void> {
  const seeds = new Map(matches.map(({ scenario, seed }) => [scenario, seed]));
  for (const [name, seed] of seeds) {
    const scenario = await loadScenario(name);
    const obstacle = leagueObstacle(scenario, shared);
    if (obstacle !== null) throw new PlanError('unplayable-scenario', `scenario ${name}: ${obstacle}`);
    const seats = agentSeats(scenario.draw(seed).instance);
    if (seats < seatsNeeded)
      throw new PlanError(
        'too-few-entrants',
        `scenario ${name} has ${seats} seats, fewer than the ${seatsNeeded} teams of a match`,
      );
  }
}
