import { loadScenario } from '#leagues/scenario-files/load-scenario.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { trialIn, type TrialMarket } from '#sandbox/admission/trial-markets.js';
import { checkPlayable } from './playable.js';
import { withFirstDay } from './with-first-day.js';

/** An example draw of a scenario as a trial of admission. Throws `ScenarioError`, `InputError`. */
export async function scenarioTrial(name: string, solver: LpSolver): Promise<TrialMarket> {
  const scenario = await loadScenario(name);
  const drawn = scenario.draw('admission');
  checkPlayable(scenario, drawn, solver, name);
  return trialIn(withFirstDay(drawn));
}
