import { agentSeats } from '#market/seating.js';
import type { ChainConditions } from '#contracts/service/chain-conditions.js';
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
 * Makes sure before a run that its scenarios can be played on this chain and have a seat for every team; those that
 * are not there are left out. Throws `PlanError`.
 */
export function checkScenarios(
  { matches, seatsNeeded }: RunPlan,
  scenarios: ReadonlyMap<string, Scenario>,
  shared: ChainConditions | null,
): void {
  const seeds = new Map(matches.map(({ scenario, seed }) => [scenario, seed]));
  for (const [name, seed] of seeds) {
    const scenario = scenarios.get(name);
    if (!scenario) continue;
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
