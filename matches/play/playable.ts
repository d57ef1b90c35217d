import { checkSolvable } from '#leagues/scenario-files/check-solvable.js';
import { mechanismSeats, type SeatKind } from '#leagues/scenario-files/mechanisms.js';
import type { DrawnMarket, Scenario } from '#leagues/scenario-files/scenario.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { InputError } from '../input-error.js';

/** Why plugins of a kind cannot play a scenario, as `field: reason`; null: they can. */
export function unplayable(
  { mechanism, rolls }: Pick<Scenario, 'mechanism' | 'rolls'>,
  seated: SeatKind = 'agent',
): string | null {
  if (rolls)
    return 'forecast, days: what may turn out otherwise, or goes on day after day, is played by `gridleague play` alone';
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
