import type { PlannedMatch } from '#leagues/pairing/run-plan.js';
import type { FailureRecord, MatchReport } from '#market/match/report.js';
import { playerOf } from '#market/seating.js';

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
