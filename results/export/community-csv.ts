import { communityFlows, type CommunityFlows } from '#market/energy/community-flows.js';
import type { Community } from '#market/energy/community.js';
import { isConnected } from '#market/energy/energy-market.js';
import { householdBills, receiverTotals, type HouseholdBill } from '#market/energy/household-bills.js';
import { kpiDefinitions, kpiIds } from '#market/energy/kpi-definitions.js';
import { clockTimeOf } from '#market/energy/period-clock.js';
import { exactMoney, moneyNearest } from '#market/ledger/units.js';
import type { MatchReport } from '#market/match/report.js';
import type { Table } from '../standings/board-table.js';
import { csvOf } from './csv.js';

/**
 * What an energy community did, as tables from which its KPIs can be computed anew (docs/kpis.md); text by file name.
 * `plans`: every participant's x at the end, in seat order. Energy in kWh, money in the scenario's currency.
 */
export function communityCsv(
  report: MatchReport,
  community: Community,
  plans: readonly Float64Array[],
): ReadonlyMap<string, string> {
  const flows = communityFlows(community, plans);
  const bills = billsOf(report, community, plans);
  return new Map([
    ['bills.csv', csvOf(billTable(bills))],
    ['receivers.csv', csvOf(receiverTable(bills))],
    ['schedules.csv', csvOf(schedules(community, flows))],
    ['periods.csv', csvOf(periods(report, community, flows))],
    ['kpis.csv', csvOf(kpis(report))],
  ]);
}

/** One row per household and period. */
function schedules({ households }: Community, flows: CommunityFlows): Table {
  return {
    columns: [
      ...[
        'household',
        'period',
        'load',
        'flexible',
        'generation',
        'curtailed',
        'position',
        'import',
        'export',
      ],
      ...['charge', 'discharge', 'stored', 'unserved'],
    ],
    rows: households.flatMap(({ id, load }, j) => {
      const flow = flows.households[j]!;
      return Array.from(load, (fixed, t) => [
        ...[id, t, fixed, flow.consumption[t]! - fixed, flow.generation[t]!, flow.curtailed[t]!],
        ...[flow.position[t]!, flow.import[t]!, flow.export[t]!],
        ...[flow.charge[t]!, flow.discharge[t]!, flow.stored[t]!, flow.unserved[t]!],
      ]);
    }),
  };
}

/**
 * One row per period: tariff and price, the dealer's plant, what the grid sold and bought in the market, and the flow through
 * the community's connection (import > 0) beside its limits and the prices of the rights to it.
 */
function periods(
  { prices, inventory }: MatchReport,
  { market, plant, coupling, carbon }: Community,
  { gridImport, gridExport, netted }: CommunityFlows,
): Table {
  const { clock, localFee, resources } = market;
  const traded = (values: readonly number[], t: number): number => {
    const r = resources.energy[t]!;
    return r < 0 ? 0 : values[r]!;
  };
  const right = (numbers: Int32Array, t: number): number | null =>
    numbers[t]! < 0 ? null : prices[numbers[t]!]!;
  return {
    columns: [
      ...['period', 'time', 'hours', 'retail', 'feed_in', 'local_fee', 'price', 'plant', 'unsold_plant'],
      ...['grid_sold', 'grid_bought'],
      ...['net_import', 'import_limit', 'export_limit', 'import_congestion', 'export_congestion'],
      ...(carbon ? ['carbon_average', 'carbon_marginal'] : []),
    ],
    rows: Array.from({ length: clock.periods }, (_, t) => {
      const connected = isConnected(market, t);
      const tariff = connected ? market.tariff : undefined;
      const limit = (power: number | undefined): number | null =>
        connected && power !== undefined ? power * clock.stepHours : null;
      return [
        ...[t, clockTimeOf(clock, t), clock.stepHours],
        ...[tariff?.retail[t] ?? null, tariff?.feedIn[t] ?? null, localFee[t]!],
        ...[traded(prices, t), plant[t]!, traded(inventory, t), gridImport[t]!, gridExport[t]!],
        ...[netted[t]!, limit(coupling?.importPower), limit(coupling?.exportPower)],
        ...[right(resources.importCapacity, t), right(resources.exportCapacity, t)],
        ...(carbon ? [carbon.average[t]!, carbon.marginal?.[t] ?? null] : []),
      ];
    }),
  };
}

/** The bills of a match that was played to these plans. */
export function billsOf(
  { perSeat, inventory }: MatchReport,
  community: Community,
  plans: readonly Float64Array[],
): HouseholdBill[] {
  const { energy } = community.market.resources;
  return householdBills(
    community,
    plans,
    perSeat.map(({ payment }) => moneyNearest(payment)),
    community.plant.map((output, t) => output - (energy[t]! < 0 ? 0 : inventory[energy[t]!]!)),
  );
}

/** Amounts to the last digit, as text: they add up. */
function billTable(bills: readonly HouseholdBill[]): Table {
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

function receiverTable(bills: readonly HouseholdBill[]): Table {
  return {
    columns: ['receiver', 'amount'],
    rows: receiverTotals(bills).map(({ receiver, amount }) => [receiver, exactMoney(amount)]),
  };
}

function kpis(report: MatchReport): Table {
  return {
    columns: ['kpi', 'value', 'unit'],
    rows: kpiIds.map((id) => [id, report.kpis[id] ?? null, kpiDefinitions[id].unit]),
  };
}
