/**
 * The delivery periods of a community: `periods` steps of `stepHours` hours from `start` on.
 * Clock time is UTC everywhere; people of a synthetic community live by it.
 */
export interface PeriodClock {
  /** seconds since 1970-01-01T00:00Z at which period 0 begins */
  readonly start: number;
  readonly stepHours: number;
  readonly periods: number;
}

const SECONDS_PER_DAY = 86_400;

/** Hour of the day, [0, 24), `hours` after the start. */
export function hourOfDay(clock: PeriodClock, hours: number): number {
  return ((clock.start % SECONDS_PER_DAY) / 3600 + hours) % 24;
}

/** Day of the year with its fraction, 0 at the start of 1 January. */
export function dayOfYear(clock: PeriodClock, hours: number): number {
  const seconds = clock.start + hours * 3600;
  const year = new Date(seconds * 1000).getUTCFullYear();
  return (seconds - Date.UTC(year, 0, 1) / 1000) / SECONDS_PER_DAY;
}

export function isWeekend(clock: PeriodClock, hours: number): boolean {
  const weekday = new Date((clock.start + hours * 3600) * 1000).getUTCDay();
  return weekday === 0 || weekday === 6;
}

/** A stretch of the day in hours, `from` in [0, 24), `to` in (0, 24]; `to` <= `from` is on the next day. */
export interface DailyWindow {
  readonly from: number;
  readonly to: number;
}

/** One day's window as far as the horizon sees it. */
export interface WindowOccurrence {
  readonly firstPeriod: number;
  /** hours of the window inside period firstPeriod + i */
  readonly hours: Float64Array;
  /** part of the whole window that lies inside the horizon, (0, 1] */
  readonly share: number;
}

/** All occurrences of a daily window that touch the horizon, in order. */
export function occurrencesOf(clock: PeriodClock, window: DailyWindow): WindowOccurrence[] {
  const length = window.to > window.from ? window.to - window.from : window.to + 24 - window.from;
  const horizon = clock.periods * clock.stepHours;
  const startHour = hourOfDay(clock, 0);
  const found: WindowOccurrence[] = [];
  for (let begin = window.from - startHour - 24; begin < horizon; begin += 24) {
    const first = Math.max(0, begin);
    const last = Math.min(horizon, begin + length);
    if (last - first < 1e-9) continue;
    const firstPeriod = Math.floor(first / clock.stepHours + 1e-9);
    const endPeriod = Math.ceil(last / clock.stepHours - 1e-9);
    const hours = new Float64Array(endPeriod - firstPeriod);
    for (let i = 0; i < hours.length; i++) {
      const from = (firstPeriod + i) * clock.stepHours;
      hours[i] = Math.min(last, from + clock.stepHours) - Math.max(first, from);
    }
    found.push({ firstPeriod, hours, share: (last - first) / length });
  }
  return found;
}
