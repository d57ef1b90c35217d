import type { PlannedMatch } from '#leagues/pairing/run-plan.js';
import type { MatchReport } from '#market/match/report.js';
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

export function matchRow(row: MatchEntity, planned: PlannedMatch): MatchRow {
  const { id, run, state, attempts, outcome, rounds, efficiency, resultHash } = row;
  const { block, scenario, dealer, teams, scored } = planned;
  return {
    id,
    run,
    block,
    scenario,
    dealer,
    teams,
    scored,
    state,
    attempts,
    outcome,
    rounds,
    efficiency,
    resultHash,
  };
}

/** A report without what only some may see. `ownSeats`: seats whose log the caller may read. */
export function reportView(
  report: MatchReport,
  ownSeats: (seat: number) => boolean,
  secretSeed: boolean,
): object {
  return {
    ...report,
    seed: secretSeed ? null : report.seed,
    perSeat: report.perSeat.map((seat) => ({
      ...seat,
      failures: seat.failures.map((failure) =>
        ownSeats(seat.seat) ? failure : { round: failure.round, kind: failure.kind },
      ),
    })),
  };
}
