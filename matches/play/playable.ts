import { checkSolvable } from '#leagues/scenario-files/check-solvable.js';
import type { DrawnMarket, Scenario } from '#leagues/scenario-files/scenario.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { InputError } from '../input-error.js';

/** What of a scenario nobody can play yet, as `field: reason`; null: nothing. */
export function unplayable({ mechanism, rolls }: Pick<Scenario, 'mechanism' | 'rolls'>): string | null {
  if (rolls)
    return 'forecast, days: what may turn out otherwise, or goes on day after day, is played by `gridleague play` alone';
  if (mechanism === 'bundle-trading') return null;
  return mechanism === 'double-auction'
    ? 'mechanism: double auctions, of communities, are played by `gridleague play` alone (use bundle-trading)'
    : `mechanism: ${mechanism} cannot be played yet (use bundle-trading)`;
}

/** Makes sure that a match can be played in a drawn market. Throws `InputError`, `ScenarioError`. */
export function checkPlayable(scenario: Scenario, drawn: DrawnMarket, solver: LpSolver, file: string): void {
  const obstacle = unplayable(scenario);
  if (obstacle !== null) throw new InputError(`${file}: ${obstacle}`);
  checkSolvable(drawn, solver, file);
}
