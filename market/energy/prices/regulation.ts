import { holds, hourOfDay, type PeriodClock } from '../period-clock.js';

/** Who bills are paid to. `levy funds`: what grid operators collect for others by law. */
export const receivers = [
  'supplier',
  'grid operator',
  'levy funds',
  'municipality',
  'state',
  'community',
] as const;
export type Receiver = (typeof receivers)[number];

/**
 * One line of a bill. `ct/kWh` adds to its columns; `%` is taken of what stands above it in the
 * same column (so value added tax comes last); `EUR/a` and `EUR/kW` (per kW of connection and
 * year) are fixed and move no trade; `EUR/kW peak` is charged on the highest metered import of the horizon.
 */
export interface TariffComponent {
  readonly name: string;
  readonly unit: 'ct/kWh' | '%' | 'EUR/a' | 'EUR/kW' | 'EUR/kW peak';
  /** on energy bought from the grid */
  readonly retail?: number;
  /** on energy bought from neighbours, over and above its price */
  readonly local?: number;
  /** what a household gets for energy it feeds in */
  readonly feedIn?: number;
  /** who gets it, or for feed-in pays it; default: the supplier */
  readonly receiver?: Receiver;
  /** hours of the day in which the line applies; default: all */
  readonly window?: { readonly from: number; readonly to: number };
}

/** A tariff is a table of components, not a number. */
export type Regulation = readonly TariffComponent[];

/** What a regulation comes to: money per kWh in each period (T). */
export interface RegulatedPrices {
  readonly retail: Float64Array;
  readonly localFee: Float64Array;
  readonly feedIn: Float64Array;
}

const CENTS_PER_EUR = 100;
const HOURS_PER_YEAR = 8_760;
type Flow = 'retail' | 'local' | 'feedIn';

/** One line of a tariff in each period (T), EUR/kWh. */
export interface TariffLine {
  readonly name: string;
  readonly receiver: Receiver;
  readonly flow: Flow;
  readonly prices: Float64Array;
}

/** A charge that nobody changes by what it does, EUR a year and EUR a year for each kW of connection. */
export interface StandingLine {
  readonly name: string;
  readonly receiver: Receiver;
  readonly perYear: number;
  readonly perKilowatt: number;
}

/** A charge on the highest metered import of a household over the horizon, EUR per kW of it. */
export interface PeakCharge {
  readonly name: string;
  readonly receiver: Receiver;
  readonly perKilowatt: number;
  /** periods (T) whose import counts */
  readonly applies: readonly boolean[];
}

export function peakCharges(clock: PeriodClock, regulation: Regulation): PeakCharge[] {
  return regulation.flatMap(({ name, unit, retail = 0, receiver = 'supplier', window }) => {
    if (unit !== 'EUR/kW peak') return [];
    const applies = Array.from(
      { length: clock.periods },
      (_, t) => !window || holds(window, hourOfDay(clock, (t + 0.5) * clock.stepHours)),
    );
    return [{ name, receiver, perKilowatt: retail, applies }];
  });
}

/** Adds the table up, period by period. */
export function regulatedPrices(clock: PeriodClock, regulation: Regulation): RegulatedPrices {
  const column = (flow: Flow): Float64Array =>
    Float64Array.from({ length: clock.periods }, (_, t) =>
      inMicros(sumOf(amountsIn(clock, regulation, flow, t))),
    );
  return { retail: column('retail'), localFee: column('local'), feedIn: column('feedIn') };
}

/** The lines of a table that a flow of energy bears; in every period they add up to its price. */
export function tariffLines(clock: PeriodClock, regulation: Regulation, flow: Flow): TariffLine[] {
  const perPeriod = Array.from({ length: clock.periods }, (_, t) => {
    const amounts = amountsIn(clock, regulation, flow, t);
    // What rounding the price to a millionth adds or takes goes to the last line that has anything.
    const last = amounts.findLastIndex((amount) => amount !== 0);
    if (last >= 0) amounts[last]! += inMicros(sumOf(amounts)) - sumOf(amounts);
    return amounts;
  });
  return regulation.flatMap(({ name, receiver = 'supplier' }, i) => {
    const prices = Float64Array.from(perPeriod, (amounts) => amounts[i]!);
    return prices.some((price) => price !== 0) ? [{ name, receiver, flow, prices }] : [];
  });
}

/** What each component adds in a period, EUR/kWh. */
function amountsIn(clock: PeriodClock, regulation: Regulation, flow: Flow, t: number): number[] {
  const hour = hourOfDay(clock, (t + 0.5) * clock.stepHours);
  let above = 0;
  return regulation.map((component) => {
    const amount = !component.window || holds(component.window, hour) ? (component[flow] ?? 0) : 0;
    const added =
      component.unit === 'ct/kWh'
        ? amount / CENTS_PER_EUR
        : component.unit === '%'
          ? (above * amount) / 100
          : 0;
    above += added;
    return added;
  });
}

function sumOf(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}

function inMicros(price: number): number {
  return Math.round(price * 1e6) / 1e6;
}

export function standingLines(regulation: Regulation): StandingLine[] {
  return regulation.flatMap(({ name, unit, retail = 0, receiver = 'supplier' }) =>
    unit === 'EUR/a' || unit === 'EUR/kW'
      ? [
          {
            name,
            receiver,
            perYear: unit === 'EUR/a' ? retail : 0,
            perKilowatt: unit === 'EUR/kW' ? retail : 0,
          },
        ]
      : [],
  );
}

/** What a household pays of a standing charge in `hours` hours, EUR. */
export function standingAmount(
  { perYear, perKilowatt }: StandingLine,
  connectionPower: number,
  hours: number,
): number {
  return ((perYear + perKilowatt * connectionPower) * hours) / HOURS_PER_YEAR;
}

/** What a household pays whatever it does, EUR over `hours` hours. */
export function standingCharge(regulation: Regulation, connectionPower: number, hours: number): number {
  return standingLines(regulation).reduce(
    (sum, line) => sum + standingAmount(line, connectionPower, hours),
    0,
  );
}
