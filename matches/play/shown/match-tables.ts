import type { DrawnMarket } from '#leagues/scenario-files/scenario.js';
import type { PlayedMatch } from '#market/match/play-match.js';
import type { MatchRecord } from '#market/match/report/report.js';
import { communityCsv, type MatchPlans } from '#results/export/community-csv.js';
import { matchCsv, recordCsv } from '#results/export/match-csv.js';
import { transactionTables, type OrderTables } from '#results/export/order-tables.js';
import type { DayRecord } from '../../days/day-record.js';
import { daysTables } from '../../days/days-tables.js';
import type { DaysReport } from '../../days/join-days.js';

/** What of a match is not in its record. */
export interface BesideRecord {
  readonly plans: MatchPlans;
  /** of a match over days, what was kept of each */
  readonly days: readonly DayRecord[];
  /** null: nobody listened */
  readonly orders: OrderTables | null;
}

/**
 * A match as CSV, text by file name; of bundle trading also its order books, of a community also the schedules of its households, from
 * which every KPI can be computed anew.
 */
export function matchTables(
  record: MatchRecord,
  drawn: DrawnMarket,
  { plans, days, orders }: BesideRecord,
): ReadonlyMap<string, string> {
  const { rolling } = drawn;
  const trading = [...(orders?.tables() ?? []), ...transactionTables(record)];
  if (rolling)
    return new Map([
      ...recordCsv(record),
      ...trading,
      ...daysTables({ report: record.report as DaysReport, rolling, records: days }),
    ]);
  const tables = new Map([...matchCsv(record, drawn.instance), ...trading]);
  // What homes of an auction did with what they had is in its KPIs: tables of flows and prices per period are of bundles.
  if (!drawn.community || drawn.auction) return tables;
  return new Map([...tables, ...communityCsv(record, drawn.community, plans)]);
}

/** Of all participants of a match. */
export function plansOf(seats: PlayedMatch['seats']): MatchPlans {
  return { plans: seats.map(({ plan }) => plan), plansBefore: seats.map(({ planBefore }) => planBefore) };
}
