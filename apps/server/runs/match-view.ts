import type { MatchEntity } from '#database/entities/match.entity.js';
import type { ApiAnswer } from '#api/schemas.js';

/** A match in a list. */
export type MatchRow = ApiAnswer<'MatchRow'>;

export function matchRow(match: MatchEntity): MatchRow {
  const { id, run, block, scenario, dealer, teams, mechanism, scored, state, attempts, outcome, rounds } =
    match;
  const { efficiency, resultHash } = match;
  return {
    ...{
      id,
      run,
      block,
      scenario,
      dealer,
      teams,
      ...(mechanism !== null && { mechanism }),
      scored,
      state,
      attempts,
      outcome,
      rounds,
    },
    ...{ efficiency, resultHash },
  };
}
