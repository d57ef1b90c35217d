import type { PeriodClock } from '#market/energy/period-clock.js';
import { FieldError } from '../reading/scenario-error.js';
import type { SeriesKind } from './units.js';

/** Equal intervals without a gap. */
export interface TimeSeries {
  /** seconds since 1970-01-01T00:00Z at which the first interval begins */
  readonly start: number;
  /** seconds of each interval */
  readonly step: number;
  /** energy: kWh in each interval; price: EUR/kWh; carbon: g/kWh; temperature: degrees Celsius, its mean */
  readonly values: Float64Array;
  readonly kind: SeriesKind;
  /** intervals whose values were missing and are filled by the series' rule */
  readonly filled?: readonly number[];
}

/** Throws `FieldError` if a series does not cover the horizon. */
export function checkCovers({ start, step, values }: TimeSeries, clock: PeriodClock): void {
  const period = clock.stepHours * 3600;
  const end = start + step * values.length;
  if (clock.start < start || clock.start + period * clock.periods > end + 1e-6)
    throw new FieldError(
      [],
      `covers ${isoTime(start)} to ${isoTime(end)}, but the scenario runs from ${isoTime(clock.start)} to ` +
        isoTime(clock.start + period * clock.periods),
      'give a longer file or another `start`',
    );
}

/**
 * The series in a scenario's periods: energies add up and are split evenly within an interval,
 * prices, carbon intensities and temperatures are averaged over time. Throws `FieldError` if it does not cover the horizon.
 */
export function resampled(series: TimeSeries, clock: PeriodClock): Float64Array {
  checkCovers(series, clock);
  const { start, step, values } = series;
  const period = clock.stepHours * 3600;
  return Float64Array.from({ length: clock.periods }, (_, t) => {
    const from = clock.start + t * period - start;
    const to = from + period;
    let sum = 0;
    for (let i = Math.floor(from / step); i < values.length && i * step < to - 1e-6; i++)
      sum += values[i]! * (Math.min(to, (i + 1) * step) - Math.max(from, i * step));
    return sum / (series.kind === 'energy' ? step : period);
  });
}

export function isoTime(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 16)}Z`;
}
