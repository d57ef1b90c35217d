import type { FailureRecord, MatchReport } from './report.js';

export type FailureCounts = Readonly<Partial<Record<FailureRecord['kind'], number>>>;

/** How often plugins failed in a match, by how. */
export function failureCounts({ perSeat, dealer }: Pick<MatchReport, 'perSeat' | 'dealer'>): FailureCounts {
  const counts: Partial<Record<FailureRecord['kind'], number>> = {};
  for (const { failures } of [...perSeat, dealer])
    for (const { kind } of failures) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}
