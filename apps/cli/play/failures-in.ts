import type { MatchReport } from '#market/match/report/report.js';

/** Of all plugins of the match. */
export function failuresIn({ perSeat, dealer }: MatchReport): number {
  return perSeat.reduce((sum, { failures }) => sum + failures.length, dealer.failures.length);
}
