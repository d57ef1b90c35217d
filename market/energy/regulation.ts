import { holds, hourOfDay, type PeriodClock } from './period-clock.js';

/**
 * One line of a bill. `ct/kWh` adds to its columns; `%` is taken of what stands above it in the
 * same column (so value added tax comes last); `EUR/a` and `EUR/kW` (per kW of connection and
 * year) are fixed and move no trade.
 */
export interface TariffComponent {
  readonly name: string;
  readonly unit: 'ct/kWh' | '%' | 'EUR/a' | 'EUR/kW';
  /** on energy bought from the grid */
  readonly retail?: number;
  /** on energy bought from neighbours, over and above its price */
  readonly local?: number;
  /** what a household gets for energy it feeds in */
  readonly feedIn?: number;
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

/** Adds the table up, period by period. */
export function regulatedPrices(clock: PeriodClock, regulation: Regulation): RegulatedPrices {
  const column = (of: 'retail' | 'local' | 'feedIn'): Float64Array =>
    Float64Array.from({ length: clock.periods }, (_, t) => {
      const hour = hourOfDay(clock, (t + 0.5) * clock.stepHours);
      const sum = regulation.reduce((above, component) => {
        const amount = !component.window || holds(component.window, hour) ? (component[of] ?? 0) : 0;
        if (component.unit === 'ct/kWh') return above + amount;
        return component.unit === '%' ? above * (1 + amount / 100) : above;
      }, 0);
      return Math.round((sum / CENTS_PER_EUR) * 1e6) / 1e6;
    });
  return { retail: column('retail'), localFee: column('local'), feedIn: column('feedIn') };
}

/** What a household pays whatever it does, EUR over `hours` hours. */
export function standingCharge(regulation: Regulation, connectionPower: number, hours: number): number {
  const perYear = regulation.reduce((sum, { unit, retail = 0 }) => {
    if (unit === 'EUR/a') return sum + retail;
    return unit === 'EUR/kW' ? sum + retail * connectionPower : sum;
  }, 0);
  return (perYear * hours) / 8760;
}
