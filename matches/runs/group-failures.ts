import type { PlannedMatch } from '#leagues/pairing/run-plan.js';
import type { FailureRecord, MatchReport, SeatReport } from '#market/match/report/report.js';
import { playerOf } from '#market/seating.js';

/** Failures of a plugin of one kind and for one reason, over several matches. */
export interface FailureGroup {
  readonly kind: FailureRecord['kind'];
  readonly reason: string;
  /** of the plugin's source, where the reason names it */
  readonly line: number | null;
  readonly failures: number;
  readonly matches: number;
  /** where it happened first; `seat` null: behind the dealer's desk */
  readonly first: { readonly match: string; readonly round: number; readonly seat: number | null };
}

export interface MatchWithFailures {
  readonly id: string;
  readonly planned: Pick<PlannedMatch, 'teams' | 'dealer'>;
  readonly report: {
    readonly dealer: Pick<MatchReport['dealer'], 'failures'>;
    readonly perSeat: readonly Pick<SeatReport, 'seat' | 'role' | 'failures'>[];
  };
}

/** The failures of a plugin in these matches, the most frequent first. */
export function groupFailures(submission: string, matches: Iterable<MatchWithFailures>): FailureGroup[] {
  const groups = new Map<string, FailureGroup>();
  for (const match of matches) {
    const seen = new Set<string>();
    for (const { seat, round, kind, reason } of failuresOf(submission, match)) {
      const key = JSON.stringify([kind, reason]);
      const group = groups.get(key);
      groups.set(key, {
        ...(group ?? { kind, reason, line: lineOf(reason), first: { match: match.id, round, seat } }),
        failures: (group?.failures ?? 0) + 1,
        matches: (group?.matches ?? 0) + (seen.has(key) ? 0 : 1),
      });
      seen.add(key);
    }
  }
  return [...groups.values()].sort((a, b) => b.failures - a.failures);
}

function failuresOf(
  submission: string,
  { planned, report }: MatchWithFailures,
): (FailureRecord & { readonly seat: number | null })[] {
  const dealer = planned.dealer === submission ? report.dealer.failures : [];
  const seats = report.perSeat.filter(
    ({ role, seat }) => role === 'agent' && playerOf(planned.teams, seat) === submission,
  );
  return [
    ...dealer.map((failure) => ({ ...failure, seat: null })),
    ...seats.flatMap(({ seat, failures }) => failures.map((failure) => ({ ...failure, seat }))),
  ];
}

/** As it ends: `… (mine.ts:11:63)`, or `… (source:11)` where its words are withheld. */
function lineOf(reason: string): number | null {
  const [, line, withheld] = / \((?:[^:\n]+:(\d{1,7}):\d+|source:(\d+))\)$/.exec(reason) ?? [];
  return line === undefined && withheld === undefined ? null : Number(line ?? withheld);
}
