import { communityFlows, type CommunityFlows } from '#market/energy/flows/community-flows.js';
import type { Community } from '#market/energy/community.js';
import { isConnected } from '#market/energy/prices/energy-market.js';
import { householdBills, receiverTotals, type HouseholdBill } from '#market/energy/bills/household-bills.js';
import { kpiDefinitions, kpiIds } from '#market/energy/kpis/kpi-definitions.js';
import { daysOf } from '#market/energy/flows/load-curve.js';
import { clockTimeOf } from '#market/energy/period-clock.js';
import { plantSold, purchases } from '#market/energy/flows/purchases.js';
import { exactMoney } from '#market/ledger/units.js';
import { paidBySeat } from '#market/match/exact-payments.js';
import { fullReport } from '#market/match/report/full-report.js';
import type { MatchRecord, MatchReport } from '#market/match/report/report.js';
import type { CellTable } from '../standings/board-table.js';
import { householdTable, scheduleTable, totalTable } from './community-tables.js';
import { csvOf } from './csv.js';

/** Every participant's plan x, in seat order. */
export interface MatchPlans {
  /** at the end */
  readonly plans: readonly Float64Array[];
  /** alone with the grid, without the market */
  readonly plansBefore: readonly Float64Array[];
}

/**
 * What an energy community did, as tables from which all its KPIs can be computed anew (docs/kpis.md); text by file name.
 * Energy in kWh, money in the scenario's currency.
 */
export function communityCsv(
  record: MatchRecord,
  community: Community,
  { plans, plansBefore }: MatchPlans,
): ReadonlyMap<string, string> {
  const report = fullReport(record.report);
  const flows = communityFlows(community, plans);
  const before = communityFlows(community, plansBefore);
  const bills = billsOf(record, community, plans);
  return new Map([
    ['bills.csv', csvOf(billTable(bills))],
    ['receivers.csv', csvOf(receiverTable(bills))],
    ['households.csv', csvOf(householdTable(community, flows, before))],
    ['schedules.csv', csvOf(scheduleTable(community, flows))],
    ['schedules-before.csv', csvOf(scheduleTable(community, before))],
    ['totals.csv', csvOf(totalTable(report))],
    ['periods.csv', csvOf(periods(report, community, flows))],
    ['kpis.csv', csvOf(kpis(report))],
  ]);
}

/**
 * One row per period: its day (0, 1, ...), tariff and price, the dealer's plant, what the grid sold and bought in the market,
 * what households bought there, of neighbours and the plant and of the grid, and the flow through
 * the community's connection (import > 0) beside its limits and the prices of the rights to it.
 */
function periods({ prices, inventory }: MatchReport, community: Community, flows: CommunityFlows): CellTable {
  const { market, plant, coupling, carbon } = community;
  const { clock, localFee, resources } = market;
  const { gridImport, gridExport, netted } = flows;
  const { bought, local, grid } = purchases(flows, plantSold(community, inventory));
  const dayOf = daysOf(clock);
  const traded = (values: readonly number[], t: number): number => {
    const r = resources.energy[t]!;
    return r < 0 ? 0 : values[r]!;
  };
  const right = (numbers: Int32Array, t: number): number | null =>
    numbers[t]! < 0 ? null : prices[numbers[t]!]!;
  return {
    columns: [
      ...[
        'period',
        'time',
        'day',
        'hours',
        'retail',
        'feed_in',
        'local_fee',
        'price',
        'plant',
        'unsold_plant',
      ],
      ...['grid_sold', 'grid_bought', 'bought', 'local', 'from_grid'],
      ...['net_import', 'import_limit', 'export_limit', 'import_congestion', 'export_congestion'],
      ...(carbon ? ['carbon_average', 'carbon_marginal'] : []),
    ],
    rows: Array.from({ length: clock.periods }, (_, t) => {
      const connected = isConnected(market, t);
      const tariff = connected ? market.tariff : undefined;
      const limit = (power: number | undefined): number | null =>
        connected && power !== undefined ? power * clock.stepHours : null;
      return [
        ...[t, clockTimeOf(clock, t), dayOf(t), clock.stepHours],
        ...[tariff?.retail[t] ?? null, tariff?.feedIn[t] ?? null, localFee[t]!],
        ...[traded(prices, t), plant[t]!, traded(inventory, t), gridImport[t]!, gridExport[t]!],
        ...[bought[t]!, local[t]!, grid[t]!],
        ...[netted[t]!, limit(coupling?.importPower), limit(coupling?.exportPower)],
        ...[right(resources.importCapacity, t), right(resources.exportCapacity, t)],
        ...(carbon ? [carbon.average[t]!, carbon.marginal?.[t] ?? null] : []),
      ];
    }),
  };
}

/** The bills of a match that was played to these plans; what was paid in the market is in them to the last unit. */
export function billsOf(
  record: MatchRecord,
  community: Community,
  plans: readonly Float64Array[],
): HouseholdBill[] {
  const sold = plantSold(community, record.report.inventory);
  return householdBills(community, plans, paidBySeat(record), sold);
}

/** Amounts to the last digit, as text: they add up. */
export function billTable(bills: readonly HouseholdBill[]): CellTable {
  return {
    columns: ['household', 'line', 'receiver', 'energy', 'amount'],
    rows: bills.flatMap(({ household, lines, total }) => [
      ...lines.map(({ name, receiver, energy, amount }) => [
        ...[household, name, receiver, energy, exactMoney(amount)],
      ]),
      [household, 'total', null, null, exactMoney(total)],
    ]),
  };
}

export function receiverTable(bills: readonly HouseholdBill[]): CellTable {
  return {
    columns: ['receiver', 'amount'],
    rows: receiverTotals(bills).map(({ receiver, amount }) => [receiver, exactMoney(amount)]),
  };
}

function kpis(report: MatchReport): CellTable {
  return {
    columns: ['kpi', 'value', 'unit'],
    rows: kpiIds.map((id) => [id, report.kpis[id] ?? null, kpiDefinitions[id].unit]),
  };
}
