import { loadScenario } from '#leagues/scenario-files/load-scenario.js';
import type { RunPlan } from '#leagues/pairing/run-plan.js';
import { PlanError } from '#leagues/pairing/run-plan.js';

/** Makes sure before a run that its scenarios can be played and have a seat for every team. Throws `PlanError`, `ScenarioError`. */
export async function checkScenarios({ matches, seatsNeeded }: RunPlan): Promise<void> {
  const seeds = new Map(matches.map(({ scenario, seed }) => [scenario, seed]));
  for (const [name, seed] of seeds) {
    const scenario = await loadScenario(name);
    if (scenario.mechanism !== 'bundle-trading' || scenario.sealed)
      throw new PlanError('too-few-entrants', `scenario ${name}: leagues play open bundle trading only`);
    const seats = scenario.draw(seed).instance.participants.filter(({ role }) => role === 'agent').length;
    if (seats < seatsNeeded)
      throw new PlanError(
        'too-few-entrants',
        `scenario ${name} has ${seats} seats, fewer than the ${seatsNeeded} teams of a match`,
      );
  }
}
