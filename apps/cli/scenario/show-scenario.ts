import { checkSolvable } from '#leagues/scenario-files/check-solvable.js';
import { exportLinear } from '#leagues/scenario-files/export/export-linear.js';
import { exportMps } from '#leagues/scenario-files/export/export-mps.js';
import { loadScenario } from '#leagues/scenario-files/load-scenario.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import { print, printJson, printText } from '../terminal/output.js';
import { describeInstance } from './describe-instance.js';
import { referenceCosts } from '#matches/play/shown/reference-costs.js';

export interface ScenarioOptions {
  readonly seed: string;
  readonly json?: boolean;
  readonly mps?: boolean;
}

/** `gridleague scenario`: one instance for a reader, as a linear scenario, or for another solver. */
export async function showScenario(nameOrFile: string, options: ScenarioOptions): Promise<void> {
  const scenario = await loadScenario(nameOrFile);
  const drawn = scenario.draw(options.seed);
  const solver = await createHighsSolver();
  checkSolvable(drawn, solver, nameOrFile);
  if (options.mps) printText(exportMps(drawn));
  else if (options.json) printJson(exportLinear(drawn), 0);
  else print(...describeInstance(scenario, drawn, options.seed, referenceCosts(drawn.instance, solver)));
}
