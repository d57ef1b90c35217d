import type { PlannedMatch } from './run-plan.js';

/** The design of a run as a table: one row per match, with the team in every seat group. */
export interface DesignMatrix {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | boolean)[])[];
}

/** Match, block, scenario, dealer, seed, whether it is scored, and the teams; short line-ups leave cells empty. */
export function designMatrix(matches: readonly PlannedMatch[]): DesignMatrix {
  const groups = matches.reduce((most, { teams }) => Math.max(most, teams.length), 0);
  return {
    columns: [
      ...['match', 'block', 'scenario', 'dealer', 'seed', 'scored'],
      ...Array.from({ length: groups }, (_, g) => `group ${g + 1}`),
    ],
    rows: matches.map(({ id, block, scenario, dealer, seed, scored, teams }) => [
      ...[id, block, scenario, dealer, seed, scored],
      ...Array.from({ length: groups }, (_, g) => teams[g] ?? ''),
    ]),
  };
}
