import { loadScenario } from '#leagues/scenario-files/load-scenario.js';
import { mechanismSeats } from '#leagues/scenario-files/mechanisms.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import type { TrialAuction } from '#sandbox/admission/trial-auction.js';
import { trialIn, type TrialMarket } from '#sandbox/admission/trial-markets.js';
import { checkPlayable } from '../playable.js';
import { withFirstDay } from './with-first-day.js';

/** An example draw of a scenario as a trial of admission. Throws `ScenarioError`, `InputError`. */
export async function scenarioTrial(name: string, solver: LpSolver): Promise<TrialMarket | TrialAuction> {
  const scenario = await loadScenario(name);
  const drawn = scenario.draw('admission');
  checkPlayable(scenario, drawn, solver, name, mechanismSeats[drawn.mechanism] ?? 'agent');
  const { auction, instance } = drawn;
  if (auction) return { ...auction, id: instance.id };
  return trialIn(withFirstDay(drawn));
}
