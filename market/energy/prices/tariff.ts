import { holds, hourOfDay, type PeriodClock } from '../period-clock.js';

/** A price that holds all day, or by the hour: the first window that contains the period's middle, else `otherwise`. */
export type PriceSchedule =
  | number
  | {
      readonly otherwise: number;
      readonly windows: readonly { readonly from: number; readonly to: number; readonly price: number }[];
    };

/** The schedule's price in each period, T. */
export function pricesOver(clock: PeriodClock, schedule: PriceSchedule): Float64Array {
  return Float64Array.from({ length: clock.periods }, (_, t) => {
    if (typeof schedule === 'number') return schedule;
    const hour = hourOfDay(clock, (t + 0.5) * clock.stepHours);
    return schedule.windows.find((window) => holds(window, hour))?.price ?? schedule.otherwise;
  });
}
