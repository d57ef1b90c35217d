import { playerOf } from '#market/seating.js';
import type { PlannedMatch } from '#leagues/pairing/run-plan.js';
import type { FailureRecord, MatchReport } from '#market/match/report.js';
import type { MatchEntity } from '../database/entities/match.entity.js';
import type { ApiAnswer } from '../openapi/schemas.js';

/** A match in a list. */
export type MatchRow = ApiAnswer<'MatchRow'>;

export function matchRow(match: MatchEntity): MatchRow {
  const { id, run, block, scenario, dealer, teams, scored, state, attempts, outcome, rounds } = match;
  const { efficiency, resultHash } = match;
  return {
    ...{ id, run, block, scenario, dealer, teams, scored, state, attempts, outcome, rounds },
    ...{ efficiency, resultHash },
  };
}

/** A report without what only some may see. `isOwn`: submissions whose logs the reader may see. */
export function reportView(
  report: MatchReport,
  { teams, dealer }: PlannedMatch,
  isOwn: (submission: string) => boolean,
): MatchReport {
  const shown = (failures: readonly FailureRecord[], submission: string): readonly FailureRecord[] =>
    isOwn(submission) ? failures : failures.map((failure) => ({ ...failure, reason: '' }));
  return {
    ...report,
    dealer: { ...report.dealer, failures: shown(report.dealer.failures, dealer) },
    perSeat: report.perSeat.map((seat) => ({
      ...seat,
      failures: shown(seat.failures, playerOf(teams, seat.seat)),
    })),
  };
}
