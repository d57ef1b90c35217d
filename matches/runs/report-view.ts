import type { PlannedMatch } from '#leagues/pairing/run-plan.js';
import type { FailureRecord, MatchReport } from '#market/match/report.js';
import { playerOf } from '#market/seating.js';

/** What a reader may see of the reasons of failures. */
export interface ReasonAccess {
  /** submissions whose logs the reader may see */
  readonly isOwn: (submission: string) => boolean;
  /** of those only where they failed: in words they could carry out what nobody may know of the scenario */
  readonly isSecret: boolean;
}

/** A report without what only some may see. */
export function reportView(
  report: MatchReport,
  { teams, dealer }: PlannedMatch,
  { isOwn, isSecret }: ReasonAccess,
): MatchReport {
  const shown = (failures: readonly FailureRecord[], submission: string): readonly FailureRecord[] =>
    isOwn(submission)
      ? isSecret
        ? failures.map(withoutWords)
        : failures
      : failures.map((failure) => ({ ...failure, reason: '' }));
  return {
    ...report,
    dealer: { ...report.dealer, failures: shown(report.dealer.failures, dealer) },
    perSeat: report.perSeat.map((seat) => ({
      ...seat,
      failures: shown(seat.failures, playerOf(teams, seat.seat)),
    })),
  };
}

/** `… (mine.ts:11:63)`; of a text that a plugin may have chosen only the number is taken. */
const PLACE = /:(\d{1,6})(?::\d{1,6})?\)$/;

/** The line of the source where it failed, and none of its words. */
function withoutWords(failure: FailureRecord): FailureRecord {
  const line = PLACE.exec(failure.reason)?.[1];
  return { ...failure, reason: `withheld in this scenario${line === undefined ? '' : ` (source:${line})`}` };
}
