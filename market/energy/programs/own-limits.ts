import { type EnergyMarket, isConnected, tariffOf } from '../prices/energy-market.js';
import { askingPrice } from './grid-participant.js';
import type { Household } from './household.js';

/** What may flow in each period (T), kWh. */
export interface OwnLimits {
  /** most that a household buys, and sells, locally */
  readonly use: Float64Array;
  readonly release: Float64Array;
  /** most that it draws from the grid, and feeds in; nothing in an outage */
  readonly import: Float64Array;
  readonly export: Float64Array;
}

/**
 * What a household can use and give in each period, at most what its connection carries: it neither sells on what it draws
 * from the grid nor feeds in what it bought locally. Its meter nets what flows in and out within a period. Where feed-in
 * is above retail, or a home's own contract above or below what the market can be, that is no longer what is cheapest, and a linear program would buy and feed in at once; so it may
 * only do one of them there:
 *
 *     without generation            it draws; its battery does not feed in
 *     without anything that uses    it feeds in
 *     with both, nothing to shift   whichever its generation less its load says; it draws where drawing is paid for
 *
 * `undecidedPeriod` tells who has a choice that no linear program can make.
 */
export function ownLimits(household: Household, market: EnergyMarket): OwnLimits {
  const { load, generation, generator, batteries, connectionPower, feedsIn } = household;
  const { stepHours } = market.clock;
  const most = connectionPower * stepHours;
  const power = (of: 'chargePower' | 'dischargePower'): number =>
    batteries.reduce((sum, battery) => sum + battery[of], 0);
  const fromGrid = load.map((_, t) => (isConnected(market, t) ? most : 0));
  const limits: OwnLimits = {
    use: consumptionLimit(household, stepHours).map((energy) =>
      Math.min(most, energy + power('chargePower') * stepHours),
    ),
    release: dischargeLimit(household, stepHours).map((energy, t) =>
      Math.min(most, generation[t]! + (generator?.most[t] ?? 0) + (market.chargeOnly?.[t] ? 0 : energy)),
    ),
    import: fromGrid,
    export: fromGrid.slice(),
  };
  const { scheduled = 0 } = market;
  // Energy comes and goes as scheduled; as much again may differ from it, both ways.
  for (const limit of [limits.use, limits.release]) limit.fill(2 * most, 0, scheduled);
  for (const limit of [limits.import, limits.export]) limit.fill(2 * most, 0, scheduled);
  for (let t = scheduled; t < load.length; t++) {
    const direction = feedsIn === false ? 'draws' : directionOf(household, market, limits, t);
    if (direction === 'draws') limits.release[t] = limits.export[t] = 0;
    if (direction !== 'feeds in') continue;
    limits.release[t] = Math.min(limits.release[t]!, generation[t]! - load[t]!);
    limits.use[t] = limits.import[t] = 0;
  }
  // What was bought or sold before can be kept, whatever it is good for now.
  household.contracted?.forEach((energy, t) => {
    limits.use[t] = Math.max(limits.use[t]!, energy);
    limits.release[t] = Math.max(limits.release[t]!, -energy);
  });
  return limits;
}

/** The first period in which a household could gain by buying and feeding in at once and has something to shift; -1: none. */
export function undecidedPeriod(household: Household, market: EnergyMarket): number {
  if (household.feedsIn === false) return -1;
  const { use } = ownLimits({ ...household, feedsIn: false }, market);
  return household.generation.findIndex(
    (generated, t) =>
      isInverted(household, market, t) && generated > 0 && use[t]! > 0 && use[t]! !== household.load[t],
  );
}

/**
 * Whether it could pay to let energy in and out at once: to feed in what could be bought for less, of the grid or in the market,
 * or to sell in the market what the own supplier gives for less.
 */
export function isInverted(household: Household, market: EnergyMarket, t: number): boolean {
  const own = tariffOf(household, market);
  if (!own || !isConnected(market, t)) return false;
  const { tariff, localFee } = market;
  const isFedInAbove = own.feedIn[t]! > own.retail[t]! || own.feedIn[t]! > tariff!.feedIn[t]! + localFee[t]!;
  return isFedInAbove || (own !== tariff && own.retail[t]! < askingPrice(market, tariff!, t));
}

function directionOf(
  household: Household,
  market: EnergyMarket,
  { use }: OwnLimits,
  t: number,
): 'draws' | 'feeds in' | 'either' {
  if (!isInverted(household, market, t)) return 'either';
  const { load, generation } = household;
  const drawingPays = tariffOf(household, market)!.retail[t]! < 0 && !market.mustGenerate;
  return use[t] === 0 || (generation[t]! > 0 && generation[t]! >= load[t]! && !drawingPays)
    ? 'feeds in'
    : 'draws';
}

/** Fixed load, heat pump and all flexible loads at full power, kWh per period. */
export function consumptionLimit({ load, flexible, heatPump }: Household, stepHours: number): Float64Array {
  const most = heatPump ? load.map((energy) => energy + heatPump.power * stepHours) : load.slice();
  for (const { power, demands } of flexible)
    for (const { window } of demands)
      window.hours.forEach((hours, i) => (most[window.firstPeriod + i]! += power * hours));
  return most;
}

/** What batteries, and cars that may give while they are there, can discharge, kWh per period. */
export function dischargeLimit({ load, batteries, flexible }: Household, stepHours: number): Float64Array {
  const power = batteries.reduce((sum, { dischargePower }) => sum + dischargePower, 0);
  const most = new Float64Array(load.length).fill(power * stepHours);
  for (const { store, demands } of flexible)
    for (const { window } of store ? demands : [])
      window.hours.forEach((hours, i) => (most[window.firstPeriod + i]! += store!.dischargePower * hours));
  return most;
}
