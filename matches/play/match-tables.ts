import type { DrawnMarket } from '#leagues/scenario-files/scenario.js';
import type { MatchRecord } from '#market/match/report.js';
import { communityCsv } from '#results/export/community-csv.js';
import { matchCsv } from '#results/export/match-csv.js';

/**
 * A match as CSV, text by file name; of a community also the schedules of its households, from which every KPI can be computed
 * anew. `plans`: every participant's x at the end, in seat order.
 */
export function matchTables(
  record: MatchRecord,
  drawn: DrawnMarket,
  plans: readonly Float64Array[],
): ReadonlyMap<string, string> {
  const tables = matchCsv(record, drawn.instance);
  if (!drawn.community) return tables;
  return new Map([...tables, ...communityCsv(record.report, drawn.community, plans)]);
}
