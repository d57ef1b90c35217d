import type { PluginFile } from '#leagues/run/match-task.js';
import type { PlannedMatch } from '#leagues/pairing/run-plan.js';
import type { FailureRecord, MatchReport } from '#market/match/report/report.js';
import { playerOf } from '#market/seating.js';

/** What a reader may see of the reasons of failures. */
export interface ReasonAccess {
  /** submissions whose logs the reader may see */
  readonly isOwn: (submission: string) => boolean;
  /**
   * Of those only where they failed, in these files by submission: in words they could carry out what nobody may
   * know of the scenario. Null: their words.
   */
  readonly placesIn: ReadonlyMap<string, SourceFile> | null;
}

export type SourceFile = Pick<PluginFile, 'file' | 'source'>;

/** A report without what only some may see. */
export function reportView(
  report: MatchReport,
  { teams, dealer }: PlannedMatch,
  { isOwn, placesIn }: ReasonAccess,
): MatchReport {
  const shown = (failures: readonly FailureRecord[], submission: string): readonly FailureRecord[] =>
    isOwn(submission)
      ? placesIn
        ? failures.map((failure) => withoutWords(failure, placesIn.get(submission)))
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

/** The line of the source where it failed, and none of its words. */
function withoutWords(failure: FailureRecord, source: SourceFile | undefined): FailureRecord {
  const line = source && lineIn(source, failure.reason);
  return { ...failure, reason: `withheld in this scenario${line ? ` (source:${line})` : ''}` };
}

/** `… (mine.ts:11:63)`; of a text that a plugin may have chosen only the number of a line that its file has; null: none. */
function lineIn({ file, source }: SourceFile, reason: string): number | null {
  const before = ` (${file}:`;
  const place = reason.slice(reason.lastIndexOf(before) + before.length);
  const line = Number(/^([1-9]\d*):[1-9]\d*\)$/.exec(place)?.[1]);
  return reason.includes(before) && line <= source.split(NEWLINE).length ? line : null;
}

const NEWLINE = /\r\n|[\n\r\u2028\u2029]/;
