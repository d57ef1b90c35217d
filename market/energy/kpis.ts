import type { Community } from './community.js';
import { type CommunityFlows, communityFlows } from './community-flows.js';
import { gridBill } from './bills.js';
import { tariffOf } from './energy-market.js';
import { gini } from './inequality.js';
import type { KpiId } from './kpi-definitions.js';
import { loadCurveKpis } from './load-curve.js';
import { type Purchases, purchases } from './purchases.js';

/** How a match ended, in what the KPIs need. Money in EUR, energy in kWh. */
export interface CommunityOutcome {
  readonly community: Community;
  /** every participant's plan x at the end, in seat order */
  readonly plans: readonly Float64Array[];
  /** the same without the market */
  readonly noTradePlans: readonly Float64Array[];
  /** what each participant paid in the market (< 0: received), fees not included */
  readonly payments: ArrayLike<number>;
  /** z_j without the market and at the end, per participant */
  readonly costsBefore: ArrayLike<number>;
  readonly costs: ArrayLike<number>;
  /** what gains are measured from (grid only, or no trade on an island), and the cost of the central optimum */
  readonly baseline: number;
  readonly optimum: number;
  /** the dealer's cash result */
  readonly dealerTake: number;
  /** what is left of the dealer's plant output, per period (T) */
  readonly unsoldPlant: Float64Array;
  /** final prices of local energy, per period (T) */
  readonly prices: Float64Array;
}

export type Kpis = Readonly<Record<KpiId, number | null>>;

/**
 * The KPIs of an energy community (docs/kpis.md); null where a denominator is zero. Shares are fractions except
 * where the name says percent. Community figures use the community's netted flow, in which one
 * household's export covers another's import.
 */
export function communityKpis(outcome: CommunityOutcome): Kpis {
  const flows = communityFlows(outcome.community, outcome.plans);
  const { plant } = outcome.community;
  const bought = purchases(
    flows,
    plant.map((output, t) => output - outcome.unsoldPlant[t]!),
  );
  return {
    ...welfareKpis(outcome),
    ...billKpis(outcome, flows, bought),
    ...energyKpis(outcome, flows),
    ...tradeKpis(outcome, flows, bought),
    ...loadCurveKpis(flows.netted, outcome.community.market.clock),
    ...distributionKpis(outcome),
  };
}

function welfareKpis({
  baseline,
  costs,
  optimum,
}: CommunityOutcome): Pick<Kpis, 'welfareEfficiency' | 'socialWelfareGain'> {
  const gain = baseline - sum(costs);
  return {
    welfareEfficiency: ratio(gain, baseline - optimum),
    socialWelfareGain: gain,
  };
}

/**
 * Bills: what households pay for energy and fees; wear and lost load are costs but on no bill. The
 * fee is due on all that is bought in the market. On the grid's energy, which costs retail less the
 * fee there, it only makes the retail price whole: `gridFees`, not `localFees`.
 */
function billKpis(
  { community, noTradePlans, payments, dealerTake }: CommunityOutcome,
  flows: CommunityFlows,
  { bought, grid }: Purchases,
): Pick<
  Kpis,
  | 'billWithoutMarket'
  | 'bill'
  | 'costSavings'
  | 'costSavingsPercent'
  | 'localFees'
  | 'gridFees'
  | 'standingCharges'
  | 'budgetBalance'
> {
  const { market, households } = community;
  const before = communityFlows(community, noTradePlans).households;
  const base = sum(before.map((flows, j) => gridBill(flows, tariffOf(households[j]!, market))));
  const fees = sum(bought.map((energy, t) => energy * market.localFee[t]!));
  const gridFees = sum(grid.map((energy, t) => energy * market.localFee[t]!));
  const paid = Array.from(payments).slice(0, households.length);
  const actual =
    sum(flows.households.map((own, j) => gridBill(own, tariffOf(households[j]!, market)))) + sum(paid) + fees;
  return {
    billWithoutMarket: base,
    bill: actual,
    costSavings: base - actual,
    costSavingsPercent: base === 0 ? null : (100 * (base - actual)) / Math.abs(base),
    localFees: fees - gridFees,
    gridFees,
    standingCharges: sum(households.map(({ standingCharge }) => standingCharge ?? 0)),
    budgetBalance: sum(payments) - dealerTake,
  };
}

function energyKpis(
  { community, unsoldPlant }: CommunityOutcome,
  flows: CommunityFlows,
): Pick<
  Kpis,
  | 'consumption'
  | 'generation'
  | 'curtailed'
  | 'gridImport'
  | 'gridExport'
  | 'selfSufficiencyPercent'
  | 'selfConsumptionPercent'
  | 'unservedEnergy'
  | 'batteryFullCycles'
> {
  const { households, plant } = community;
  const total = (of: 'consumption' | 'generation' | 'curtailed' | 'unserved'): number =>
    sum(flows.households.map((household) => sum(household[of])));
  const consumption = total('consumption');
  const imported = sum(flows.netted.map((net) => Math.max(net, 0)));
  const exported = sum(flows.netted.map((net) => Math.max(-net, 0)));
  const generation = total('generation') - total('curtailed') + sum(plant) - sum(unsoldPlant);
  const capacity = sum(households.map(({ battery }) => battery?.capacity ?? 0));
  const throughput = sum(flows.households.map((household) => sum(household.discharge)));
  return {
    consumption,
    generation,
    curtailed: total('curtailed') + sum(unsoldPlant),
    gridImport: imported,
    gridExport: exported,
    selfSufficiencyPercent: percent(consumption - imported, consumption),
    selfConsumptionPercent: percent(generation - exported, generation),
    unservedEnergy: ratio(total('unserved'), consumption),
    batteryFullCycles: ratio(throughput, capacity),
  };
}

/** Traded locally: bought by households of neighbours and of the dealer's plant; grid energy is no local trade. */
function tradeKpis(
  { prices }: CommunityOutcome,
  flows: CommunityFlows,
  { local }: Purchases,
): Pick<Kpis, 'locallyTradedEnergy' | 'communityImportShare' | 'averagePrice'> {
  const energy = sum(local);
  const fromGrid = sum(flows.gridImport) + sum(flows.households.map((household) => sum(household.import)));
  return {
    locallyTradedEnergy: energy,
    communityImportShare: ratio(energy, energy + fromGrid),
    averagePrice: ratio(sum(local.map((quantity, t) => quantity * prices[t]!)), energy),
  };
}

function distributionKpis({
  community,
  costsBefore,
  costs,
  payments,
}: CommunityOutcome): Pick<Kpis, 'giniOfBenefit' | 'householdsWorseOffPercent'> {
  const benefits = community.households.map((_, j) => costsBefore[j]! - costs[j]! - payments[j]!);
  // a loss below a millionth of the largest stake is rounding
  const tolerance = 1e-6 * Math.max(1e-3, ...benefits.map(Math.abs));
  return {
    giniOfBenefit: gini(benefits),
    householdsWorseOffPercent: percent(
      benefits.filter((benefit) => benefit < -tolerance).length,
      benefits.length,
    ),
  };
}

function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i]!;
  return total;
}

function ratio(numerator: number, denominator: number): number | null {
  return Math.abs(denominator) < 1e-12 ? null : numerator / denominator;
}

function percent(numerator: number, denominator: number): number | null {
  const share = ratio(numerator, denominator);
  return share === null ? null : 100 * share;
}
