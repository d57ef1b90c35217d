import { agentSeatCount } from '#market/seating.js';
import type { SharedChain } from '#contracts/service/chain-conditions.js';
import { comparedObstacle } from '#leagues/scenario-files/auction/compared-market.js';
import { isPlayed, mechanismSeats, partsOf } from '#leagues/scenario-files/mechanisms.js';
import type { Scenario } from '#leagues/scenario-files/scenario.js';
import type { RunPlan } from '#leagues/pairing/run-plan.js';
import { PlanError } from '#leagues/pairing/run-plan.js';
import { conductOfMatch, type MatchConduct } from '#leagues/run/match-task.js';
import { conducted } from '../play/conducted.js';
import { roomOf } from '../play/mechanisms/mechanisms.js';
import { unplayable } from '../play/playable.js';
import { unmetConditions } from '../ledger/chain-conduct.js';

/** Any: what a market needs of a chain hardly depends on its numbers. */
const ANY_SEED = '1';

/** Why no league can play a scenario on the chain its matches share; null: one can, as far as it shows before a match. */
export function leagueObstacle(
  scenario: Scenario,
  shared: SharedChain,
  conduct: MatchConduct = {},
  seed = ANY_SEED,
): string | null {
  const { mechanism = 'bundle-trading', compared } = conduct;
  if (compared) return comparedObstacleOf(scenario, shared, { ...conduct, compared }, seed);
  if (scenario.mechanism !== mechanism && isPlayed(scenario.mechanism))
    return `mechanism: is ${scenario.mechanism}, which ${mechanismSeats[scenario.mechanism]}s play; the league's is ${mechanism} (set \`mechanism\` of the league)`;
  const obstacle = unplayable(scenario, mechanismSeats[mechanism]);
  if (obstacle !== null) return obstacle;
  return chainObstacleOf(scenario, shared, conduct, seed);
}

/** Whatever mechanism the scenario states: that of the comparison is played. */
function comparedObstacleOf(
  scenario: Scenario,
  shared: SharedChain,
  conduct: MatchConduct & Required<Pick<MatchConduct, 'compared'>>,
  seed: string,
): string | null {
  const { compared } = conduct;
  const rolling = unplayable(
    { ...scenario, mechanism: partsOf(compared).mechanism },
    mechanismSeats[partsOf(compared).mechanism],
  );
  return (
    rolling ??
    comparedObstacle(scenario.draw(seed), compared) ??
    chainObstacleOf(scenario, shared, conduct, seed)
  );
}

function chainObstacleOf(
  scenario: Scenario,
  shared: SharedChain,
  conduct: MatchConduct,
  seed: string,
): string | null {
  const conditions = shared.gasPrice === undefined ? null : shared;
  const [field] = unmetConditions(scenario.chain, conditions);
  if (field !== undefined)
    return `${field} cannot be met: all matches share one chain${conditions ? '' : ', whose blocks and prices are its own'}`;
  const drawn = conducted(scenario.draw(seed), conduct, seed);
  return roomOf(drawn).chainObstacle(drawn, shared.blockGasLimit);
}

/**
 * Makes sure before a run that its scenarios can be played on this chain and have a seat for every team; those that
 * are not there are left out. Throws `PlanError`.
 */
export function checkScenarios(
  { matches, seatsNeeded }: RunPlan,
  scenarios: ReadonlyMap<string, Scenario>,
  shared: SharedChain,
  conduct: MatchConduct = {},
): void {
  const kinds = new Map(matches.map((match) => [JSON.stringify([match.scenario, match.mechanism]), match]));
  for (const match of kinds.values()) {
    const { scenario: name, seed } = match;
    const scenario = scenarios.get(name);
    if (!scenario) continue;
    const obstacle = leagueObstacle(scenario, shared, conductOfMatch(conduct, match), seed);
    if (obstacle !== null) throw new PlanError('unplayable-scenario', `scenario ${name}: ${obstacle}`);
    const seats = agentSeatCount(scenario.draw(seed).instance);
    if (seats < seatsNeeded)
      throw new PlanError(
        'too-few-entrants',
        `scenario ${name} has ${seats} seats, fewer than the ${seatsNeeded} teams of a match`,
      );
  }
}
