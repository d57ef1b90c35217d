import type { MatchEntity, MatchState } from '../database/entities/match.entity.js';

/** A match in a list. */
export interface MatchRow {
  readonly id: string;
  readonly run: string;
  readonly block: number;
  readonly scenario: string;
  readonly dealer: string;
  readonly teams: readonly string[];
  readonly scored: boolean;
  readonly state: MatchState;
  readonly attempts: number;
  readonly outcome: string | null;
  readonly rounds: number | null;
  readonly efficiency: number | null;
  readonly resultHash: string | null;
}

export function matchRow(match: MatchEntity): MatchRow {
  const { id, run, block, scenario, dealer, teams, scored, state, attempts, outcome, rounds } = match;
  const { efficiency, resultHash } = match;
  return {
    ...{ id, run, block, scenario, dealer, teams, scored, state, attempts, outcome, rounds },
    ...{ efficiency, resultHash },
  };
}
