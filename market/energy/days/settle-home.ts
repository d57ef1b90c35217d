import type { LpSolver } from '../../lp/lp-solver.port.js';
import { optimumOf } from '../../referee/seat-valuation.js';
import { type EnergyMarket, tariffOf } from '../prices/energy-market.js';
import type { Household } from '../programs/household.js';
import type { HouseholdColumns } from '../programs/household-problem.js';
import { type HouseholdFlows, householdFlows } from '../flows/household-flows.js';
import { gridBill } from '../bills/bills.js';
import { energyUnits, type Imbalance, imbalanceOf, metered, realDayProblem } from './imbalance.js';
import { moneyToNumber } from '../../ledger/units.js';
import { type DayWindow, within } from './day-window.js';
import type { ImbalancePrices } from './rolling-days.js';

/** A household's plan when a day begins. Series and plan (n) are over the window. */
export interface PlannedHome {
  readonly household: Household;
  readonly columns: HouseholdColumns;
  readonly market: EnergyMarket;
  readonly plan: Float64Array;
  /** bought in the market (< 0: sold) per traded period, energy units; absent: as the plan has it */
  readonly delivered?: readonly bigint[];
}

/** What it did in the periods that are settled. */
export interface SettledHome {
  readonly planned: HouseholdFlows;
  readonly real: HouseholdFlows;
  readonly scheduled: readonly bigint[];
  readonly imbalance: Imbalance;
  /** energy of its own connection, local fees, imbalance, wear and lost load; what it paid in the market is not in it; EUR */
  readonly cost: number;
  /** the plan over the window that came about, and how to read it */
  readonly plan: Float64Array;
  readonly columns: HouseholdColumns;
}

/**
 * Settles a household's day, or the periods of it before it is traded anew. `real`: the household in the window with what came true, and the prices of imbalance (over all days); null:
 * what was planned came true. Throws `MarketError` where it cannot live with what came true.
 */
export function settleHome(
  home: PlannedHome,
  window: DayWindow,
  real: { readonly household: Household; readonly prices: ImbalancePrices } | null,
  solver: LpSolver,
): SettledHome {
  const { household, columns, market, plan } = home;
  const inDay = (flows: HouseholdFlows): HouseholdFlows =>
    Object.fromEntries(
      Object.entries(flows).map(([name, series]) => [
        name,
        (series as Float64Array).slice(0, window.settled),
      ]),
    ) as unknown as HouseholdFlows;
  const flows = householdFlows(household, columns, market, plan);
  const planned = inDay(flows);
  const bought = home.delivered ?? Array.from(flows.position.subarray(0, window.traded), energyUnits);
  const scheduled = Array.from(planned.import, (drawn, t) => {
    return bought[t]! + energyUnits(drawn - planned.export[t]!);
  });
  const ownBill = gridBill(planned, tariffOf(household, market)) + localFees(planned, market.localFee);
  if (real === null) {
    const imbalance = { energy: scheduled.map(() => 0n), amount: 0n };
    const cost = ownBill + deviceCost(household, columns, market, plan, window.settled);
    return { planned, real: planned, scheduled, imbalance, cost, plan, columns };
  }
  const prices = { short: within(real.prices.short, window), long: within(real.prices.long, window) };
  const due = Float64Array.from(bought, (units, t) => Number(scheduled[t] ?? units) / 1e9);
  const program = realDayProblem(real.household, market, prices, window, due);
  const held = due.map((energy, t) => real.household.generation[t]! + energy);
  const found = optimumOf({ id: household.id, problem: program.problem }, held, solver);
  const done = inDay(householdFlows(real.household, program.columns, program.market, found.plan));
  const meter = scheduled.map((_, t) => energyUnits(metered(done, t)));
  const imbalance = imbalanceOf(scheduled, meter, prices);
  const devices = deviceCost(real.household, program.columns, program.market, found.plan, window.settled);
  return {
    ...{ planned, real: done, scheduled, imbalance, plan: found.plan, columns: program.columns },
    cost: ownBill + moneyToNumber(imbalance.amount) + devices,
  };
}

function localFees({ position }: HouseholdFlows, fee: Float64Array): number {
  return position.reduce((sum, energy, t) => sum + Math.max(0, energy) * fee[t]!, 0);
}

/** Wear, fuel, starts and lost load in the first `periods` of a plan, EUR. */
function deviceCost(
  { batteries, flexible, generator, valueOfLostLoad }: Household,
  columns: HouseholdColumns,
  market: EnergyMarket,
  plan: Float64Array,
  periods: number,
): number {
  const lostLoad = valueOfLostLoad ?? market.valueOfLostLoad ?? 0;
  const sum = (first: number, count: number): number =>
    plan.subarray(first, first + Math.max(0, count)).reduce((total, energy) => total + energy, 0);
  let cost = columns.unserved ? lostLoad * sum(columns.unserved.first, periods) : 0;
  batteries.forEach(({ wear }, b) => (cost += wear * sum(columns.batteries[b]!.discharge.first, periods)));
  if (columns.generated) cost += generator!.fuel * sum(columns.generated.first, periods);
  if (columns.starts) cost += generator!.startCost * sum(columns.starts.first, periods);
  flexible.forEach(({ store, demands }, f) =>
    demands.forEach(({ window: { firstPeriod, hours } }, d) => {
      const { given, missing } = columns.flexible[f]![d]!;
      const end = firstPeriod + hours.length;
      if (given) cost += store!.wear * sum(given.first, Math.min(end, periods) - firstPeriod);
      if (missing && end <= periods) cost += lostLoad * plan[missing.first]!;
    }),
  );
  return cost;
}
