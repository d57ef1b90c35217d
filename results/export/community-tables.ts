import type { CommunityFlows } from '#market/energy/flows/community-flows.js';
import { fuelBill, peakBill } from '#market/energy/bills/bills.js';
import type { Community } from '#market/energy/community.js';
import { tariffOf } from '#market/energy/prices/energy-market.js';
import { moneyToNumber } from '#market/ledger/units.js';
import { gasPaid } from '#market/match/build-report.js';
import type { FullReport } from '#market/match/report/full-report.js';
import type { CellTable } from '../standings/board-table.js';

/** One row per household: what of it is in no schedule; no value of lost load: all of its demand must be served. Charges on peaks, and fuel with what starts cost and its g of CO2 per kWh, where there are some. */
export function householdTable(
  { households, market }: Community,
  flows: CommunityFlows,
  before: CommunityFlows,
): CellTable {
  const hasPeaks = market.peakCharges !== undefined;
  const burns = households.some(({ generator }) => generator !== undefined);
  const fuelOf = (of: CommunityFlows, j: number): number => {
    const { fuel, starts } = fuelBill(of.households[j]!, households[j]!);
    return fuel + starts;
  };
  return {
    columns: [
      ...['household', 'battery_capacity', 'value_of_lost_load', 'standing_charge'],
      ...(hasPeaks ? ['peak_charge', 'peak_charge_before'] : []),
      ...(burns ? ['fuel', 'fuel_before', 'fuel_co2'] : []),
    ],
    rows: households.map(({ id, batteries, generator, valueOfLostLoad, standingCharge }, j) => [
      ...[id, batteries.reduce((sum, { capacity }) => sum + capacity, 0)],
      ...[valueOfLostLoad ?? market.valueOfLostLoad ?? null, standingCharge ?? 0],
      ...(hasPeaks ? [flows, before].map((of) => peakBill(of.households[j]!, market)) : []),
      ...(burns ? [fuelOf(flows, j), fuelOf(before, j), generator?.fuelCo2 ?? 0] : []),
    ]),
  };
}

/** One row per household and period, kWh, with its tariff per kWh; `consumption`: fixed (`load`) and flexible; `drained`: what left the cells of its batteries. */
export function scheduleTable({ households, market }: Community, flows: CommunityFlows): CellTable {
  return {
    columns: [
      ...['household', 'period', 'load', 'flexible', 'consumption', 'generation', 'curtailed'],
      ...['position', 'import', 'export', 'charge', 'discharge', 'stored', 'unserved', 'drained'],
      ...['retail', 'feed_in'],
    ],
    rows: households.flatMap((household, j) => {
      const flow = flows.households[j]!;
      const tariff = tariffOf(household, market);
      return Array.from(household.load, (fixed, t) => [
        ...[household.id, t, fixed, flow.consumption[t]! - fixed, flow.consumption[t]!],
        ...[flow.generation[t]!, flow.curtailed[t]!, flow.position[t]!, flow.import[t]!, flow.export[t]!],
        ...[flow.charge[t]!, flow.discharge[t]!, flow.stored[t]!, flow.unserved[t]!, flow.drained[t]!],
        ...[tariff?.retail[t] ?? null, tariff?.feedIn[t] ?? null],
      ]);
    }),
  };
}

/** Costs that gains are measured with, and what the dealer took in before its gas. */
export function totalTable({ baseline, optimum, cost, dealerCash, chain, perSeat }: FullReport): CellTable {
  const dealer = dealerCash + moneyToNumber(gasPaid(chain, perSeat.length));
  return { columns: ['figure', 'money'], rows: Object.entries({ baseline, optimum, cost, dealer }) };
}
