import type { DrawnMarket } from '#leagues/scenario-files/scenario.js';
import { fullReport } from '#market/match/full-report.js';
import type { PlayedMatch } from '#market/match/play-match.js';
import type { MatchRecord } from '#market/match/report.js';
import { communityCsv, type MatchPlans } from '#results/export/community-csv.js';
import { matchCsv, recordCsv } from '#results/export/match-csv.js';
import type { DayRecord } from '../days/day-record.js';
import { daysTables } from '../days/days-tables.js';
import type { DaysReport } from '../days/join-days.js';

/**
 * A match as CSV, text by file name; of a community also the schedules of its households, from which every KPI can be computed
 * anew. `days`: of a match over days, what was kept of each.
 */
export function matchTables(
  record: MatchRecord,
  drawn: DrawnMarket,
  plans: MatchPlans,
  days: readonly DayRecord[],
): ReadonlyMap<string, string> {
  const { rolling } = drawn;
  if (rolling)
    return new Map([
      ...recordCsv(record),
      ...daysTables({ report: record.report as DaysReport, rolling, records: days }),
    ]);
  const tables = matchCsv(record, drawn.instance);
  // What homes of an auction did with what they had is in its KPIs: tables of flows and prices per period are of bundles.
  if (!drawn.community || drawn.auction) return tables;
  return new Map([...tables, ...communityCsv(fullReport(record.report), drawn.community, plans)]);
}

/** Of all participants of a match. */
export function plansOf(seats: PlayedMatch['seats']): MatchPlans {
  return { plans: seats.map(({ plan }) => plan), plansBefore: seats.map(({ planBefore }) => planBefore) };
}
