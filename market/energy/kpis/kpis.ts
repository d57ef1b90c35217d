import { fuelBill, fuelCo2, gridBill, peakBill } from '../bills/bills.js';
import type { Co2 } from '../carbon.js';
import { couplingKpis } from './coupling-kpis.js';
import type { Community } from '../community.js';
import { type CommunityFlows, communityFlows } from '../flows/community-flows.js';
import { emissions } from './emissions.js';
import { energyKpis } from './energy-kpis.js';
import { tariffOf } from '../prices/energy-market.js';
import type { Household } from '../programs/household.js';
import type { HouseholdFlows } from '../flows/household-flows.js';
import { gini } from './inequality.js';
import type { carbonKpis, KpiId } from './kpi-definitions.js';
import { loadCurveKpis } from '../flows/load-curve.js';
import { costOfLostLoad } from './lost-load.js';
import { type Purchases, purchases } from '../flows/purchases.js';
import { percent, ratio, sum } from './sums.js';

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
  /** final prices of local energy, and of rights to the coupling (zero where there are none), per period (T) */
  readonly prices: Float64Array;
  readonly importPrices: Float64Array;
  readonly exportPrices: Float64Array;
}

type CarbonKpi = (typeof carbonKpis)[number];

export type Kpis = Readonly<
  Record<Exclude<KpiId, CarbonKpi>, number | null> & Partial<Record<CarbonKpi, number>>
>;

/**
 * The KPIs of an energy community (docs/kpis.md); null where a denominator is zero. Shares are fractions except
 * where the name says percent. Community figures use the community's netted flow, in which one
 * household's export covers another's import.
 */
export function communityKpis(outcome: CommunityOutcome): Kpis {
  const flows = communityFlows(outcome.community, outcome.plans);
  const bought = purchases(flows, plantSold(outcome));
  const co2 = co2Of(outcome);
  return {
    ...welfareKpis(outcome),
    ...billKpis(outcome, flows, bought),
    ...energyKpis(outcome.community, outcome.unsoldPlant, flows),
    ...tradeKpis(outcome, flows, bought),
    ...couplingKpis(outcome.community, outcome.importPrices, outcome.exportPrices, flows.netted),
    ...loadCurveKpis(flows.netted, outcome.community.market.clock),
    ...distributionKpis(outcome),
    ...(co2 && { co2Average: co2.community.average }),
    ...(co2?.community.marginal !== undefined && { co2Marginal: co2.community.marginal }),
  };
}

/** CO2 of the community and of each household; null where the scenario does not say what grid energy emits. */
export function co2Of(
  outcome: Pick<CommunityOutcome, 'community' | 'plans' | 'unsoldPlant'>,
): { readonly community: Co2; readonly households: readonly Co2[] } | null {
  const { community, plans } = outcome;
  if (!community.carbon) return null;
  const flows = communityFlows(community, plans);
  const fuel = community.households.map((household, j) => fuelCo2(flows.households[j]!, household));
  return emissions(community.carbon, flows, plantSold(outcome), fuel);
}

/** kWh per period (T) */
function plantSold({
  community: { plant },
  unsoldPlant,
}: Pick<CommunityOutcome, 'community' | 'unsoldPlant'>): Float64Array {
  return plant.map((output, t) => output - unsoldPlant[t]!);
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
 * Bills: what households pay for energy, fees and peaks; wear and lost load are costs but on no bill. Who is served at last
 * pays more and is better off, so savings count lost load. The fee is due on all that is bought in the market. On the
 * grid's energy, which costs retail less the fee there, it only makes the retail price whole: `gridFees`, not `localFees`.
 */
function billKpis(
  { community, noTradePlans, payments, dealerTake }: CommunityOutcome,
  flows: CommunityFlows,
  { bought, grid }: Purchases,
): Pick<
  Kpis,
  | 'billWithoutMarket'
  | 'bill'
  | 'lostLoad'
  | 'lostLoadWithoutMarket'
  | 'costSavings'
  | 'costSavingsPercent'
  | 'localFees'
  | 'gridFees'
  | 'standingCharges'
  | 'budgetBalance'
> {
  const { market, households } = community;
  const before = communityFlows(community, noTradePlans).households;
  const ownBill = (own: HouseholdFlows, j: number): number =>
    gridBill(own, tariffOf(households[j]!, market)) + peakBill(own, market) + fuelOf(own, households[j]!);
  const base = sum(before.map(ownBill));
  const fees = sum(bought.map((energy, t) => energy * market.localFee[t]!));
  const gridFees = sum(grid.map((energy, t) => energy * market.localFee[t]!));
  const paid = Array.from(payments).slice(0, households.length);
  const actual = sum(flows.households.map(ownBill)) + sum(paid) + fees;
  const lost = costOfLostLoad(community, flows.households);
  const lostBefore = costOfLostLoad(community, before);
  const costBefore = base + (lostBefore ?? 0);
  const saved = costBefore - (actual + (lost ?? 0));
  return {
    billWithoutMarket: base,
    bill: actual,
    lostLoad: lost,
    lostLoadWithoutMarket: lostBefore,
    costSavings: saved,
    costSavingsPercent: costBefore === 0 ? null : (100 * saved) / Math.abs(costBefore),
    localFees: fees - gridFees,
    gridFees,
    standingCharges: sum(households.map(({ standingCharge }) => standingCharge ?? 0)),
    budgetBalance: sum(payments) - dealerTake,
  };
}

function fuelOf(flows: HouseholdFlows, household: Household): number {
  const { fuel, starts } = fuelBill(flows, household);
  return fuel + starts;
}

/** Traded locally: bought by households of neighbours and of the dealer's plant; grid energy is no local trade. */
export function tradeKpis(
  { prices }: Pick<CommunityOutcome, 'prices'>,
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
  const benefits = community.households.flatMap(({ unit }, j) =>
    unit ? [] : [costsBefore[j]! - costs[j]! - payments[j]!],
  );
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
