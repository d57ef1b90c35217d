import type { PlannedMatch } from './run-plan.js';

/** The design of a run as a table: one row per match, with the team in every seat group. */
export interface DesignMatrix {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | boolean)[])[];
}

/**
 * Match, block, scenario, dealer, seed, whether it is scored, and the teams, by name and then by id; short line-ups leave cells
 * empty. `nameOf`: what a plugin is called.
 */
export function designMatrix(matches: readonly PlannedMatch[], nameOf: (id: string) => string): DesignMatrix {
  const most = matches.reduce((size, { teams }) => Math.max(size, teams.length), 0);
  const groups = Array.from({ length: most }, (_, g) => g);
  return {
    columns: [
      ...['match', 'block', 'scenario', 'dealer', 'seed', 'scored'],
      ...groups.map((g) => `group ${g + 1}`),
      ...['dealer_id', ...groups.map((g) => `group ${g + 1} id`)],
    ],
    rows: matches.map(({ id, block, scenario, dealer, seed, scored, teams }) => [
      ...[id, block, scenario, nameOf(dealer), seed, scored],
      ...groups.map((g) => (g < teams.length ? nameOf(teams[g]!) : '')),
      ...[dealer, ...groups.map((g) => teams[g] ?? '')],
    ]),
  };
}
