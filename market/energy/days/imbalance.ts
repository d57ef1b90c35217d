import { pricesNearest, QUANTITY_SCALE } from '../../ledger/units.js';
import { type EnergyMarket, marketResources, tariffOf } from '../prices/energy-market.js';
import type { Household } from '../programs/household.js';
import { type HouseholdProblem, householdProblem } from '../programs/household-problem.js';
import type { HouseholdFlows } from '../flows/household-flows.js';
import { chargeOnlyPeriods } from '../prices/price-below-zero.js';
import type { DayWindow } from './day-window.js';
import type { ImbalancePrices } from './rolling-days.js';

/**
 * A household's program once the day has begun (docs/market-rules.md, "Imbalance"): what it bought and sold, and what it meant to draw and
 * feed in, is fixed; batteries, cars, heat pump and appliances are planned anew for what is true now. In the periods that are settled,
 * with s_t as scheduled:
 *
 *     s_t + short_t - long_t = what it draws, net;  it costs short'short_t - long'long_t
 *
 * In those beyond its own tariff holds, and of the rest of the day that is fixed what it bought and sold, which then is s_t. `household`: in
 * the window, with what came true; `due`: s_t, kWh per traded period. The program is one over local energy, of which the household holds
 * generation_t + s_t in each period of the day, and uses all.
 */
export function realDayProblem(
  household: Household,
  market: EnergyMarket,
  { short, long }: ImbalancePrices,
  { settled, traded, periods }: DayWindow,
  due: Float64Array,
): HouseholdProblem & { readonly market: EnergyMarket } {
  const { tariff: _, contracted: ____, ...home } = household;
  const own = tariffOf(household, market)!;
  const differing = (prices: Float64Array, beyond: Float64Array): Float64Array => {
    const all = beyond.slice();
    all.set(prices.subarray(0, settled));
    return all;
  };
  const tariff = { retail: differing(short, own.retail), feedIn: differing(long, own.feedIn) };
  const { chargeOnly: __, outage: ___, ...around } = market;
  const chargeOnly = chargeOnlyPeriods([tariff], market.mustGenerate ?? false);
  const real: EnergyMarket = {
    ...around,
    tariff,
    localFee: new Float64Array(periods),
    resources: marketResources(
      Array.from({ length: periods }, (_, t) => t < traded),
      { import: false, export: false },
      { exact: true },
    ),
    scheduled: traded,
    ...(chargeOnly && { chargeOnly }),
  };
  const made = householdProblem(home, real);
  return { ...(home.feedsIn === false ? givingNothing(made, due) : made), market: real };
}

/** Of a meter of consumption alone: it may use less than is due, but nothing goes back through it. */
function givingNothing({ problem, columns }: HouseholdProblem, due: Float64Array): HouseholdProblem {
  const columnUpper = problem.columnUpper.slice();
  due.forEach((energy, t) => (columnUpper[columns.export!.first + t] = Math.max(0, energy)));
  return { problem: { ...problem, columnUpper }, columns };
}

/** What a household's meter counts in a period, kWh: drawn (> 0) or given (< 0), bought or not. */
export function metered(flows: HouseholdFlows, t: number): number {
  const { consumption, generation, curtailed, charge, discharge, unserved } = flows;
  return consumption[t]! - unserved[t]! + charge[t]! - discharge[t]! - (generation[t]! - curtailed[t]!);
}

/** Energy in ledger units (1e-9 kWh), nearest. */
export function energyUnits(energy: number): bigint {
  return BigInt(Math.round(energy * QUANTITY_SCALE));
}

/** How a household's day differs from its schedule. */
export interface Imbalance {
  /** metered less scheduled, per period of the day; energy units: above 0 short, below 0 long */
  readonly energy: readonly bigint[];
  /** what it costs (< 0: earns); money units, an exact product of energy and price units */
  readonly amount: bigint;
}

/** `scheduled`, `meter`: energy units per period of the day. */
export function imbalanceOf(
  scheduled: readonly bigint[],
  meter: readonly bigint[],
  { short, long }: ImbalancePrices,
): Imbalance {
  const [shortPrices, longPrices] = [pricesNearest(short), pricesNearest(long)];
  const energy = meter.map((units, t) => units - scheduled[t]!);
  const amount = energy.reduce(
    (sum, units, t) => sum + units * (units > 0n ? shortPrices : longPrices)[t]!,
    0n,
  );
  return { energy, amount };
}

/** kWh short and long, each >= 0. */
export function shortAndLong(energy: readonly bigint[]): { readonly short: number; readonly long: number } {
  const total = (sign: 1n | -1n): number =>
    Number(energy.reduce((sum, units) => (units * sign > 0n ? sum + units * sign : sum), 0n)) /
    QUANTITY_SCALE;
  return { short: total(1n), long: total(-1n) };
}
