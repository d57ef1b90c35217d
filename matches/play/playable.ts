import { checkSolvable } from '#leagues/scenario-files/check-solvable.js';
import { mechanismSeats, type SeatKind } from '#leagues/scenario-files/mechanisms.js';
import type { DrawnMarket, Scenario } from '#leagues/scenario-files/scenario.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { InputError } from '../input-error.js';

/** Why plugins of a kind cannot play a scenario, as `field: reason`; null: they can. */
export function unplayable(
  { mechanism }: Pick<Scenario, 'mechanism'>,
  seated: SeatKind = 'agent',
): string | null {
  const sits = mechanismSeats[mechanism];
  if (sits === seated) return null;
  return sits === null
    ? `mechanism: ${mechanism} cannot be played yet (use bundle-trading)`
    : `mechanism: ${sits}s, not ${seated}s, play ${mechanism}`;
}

/** Makes sure that plugins of a kind can play a match in a drawn market. Throws `InputError`, `ScenarioError`. */
export function checkPlayable(
  scenario: Scenario,
  drawn: DrawnMarket,
  solver: LpSolver,
  file: string,
  seated?: SeatKind,
): void {
  const obstacle = unplayable(scenario, seated);
  if (obstacle !== null) throw new InputError(`${file}: ${obstacle}`);
  checkSolvable(drawn, solver, file);
}

/** Throws `InputError` where a match is more than one market that everybody foresees; `what`: who plays nothing else. */
export function refuseDays({ rolls }: Pick<Scenario, 'rolls'>, file: string, what: string): void {
  if (rolls)
    throw new InputError(
      `${file}: forecast, days: ${what} knows single days that everybody foresees (use \`gridleague play\` or a league)`,
    );
}
