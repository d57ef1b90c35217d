/**
 * The delivery periods of a community: `periods` steps of `stepHours` hours from `start` on. What people do by the
 * clock, and prices that follow it, go by the time of `zone`.
 */
export interface PeriodClock {
  /** seconds since 1970-01-01T00:00Z at which period 0 begins */
  readonly start: number;
  readonly stepHours: number;
  readonly periods: number;
  /** absent: UTC */
  readonly zone?: ClockZone;
}

/** How far the clocks of a zone are ahead of UTC. */
export interface ClockZone {
  /** IANA name */
  readonly name: string;
  /** from `from` (seconds since 1970) on by so many seconds; in order, from two days before the periods to two after them */
  readonly offsets: readonly { readonly from: number; readonly seconds: number }[];
}

const SECONDS_PER_DAY = 86_400;

/** Seconds by which clocks are ahead of UTC `hours` hours after the start. */
function utcOffset({ start, zone }: PeriodClock, hours: number): number {
  const instant = start + hours * 3600;
  return zone?.offsets.findLast(({ from }) => from <= instant)?.seconds ?? 0;
}

/** What clocks show, as seconds since 1970 as if it were UTC. */
function shown(clock: PeriodClock, hours: number): number {
  return clock.start + hours * 3600 + utcOffset(clock, hours);
}

/** Hour of the day on the clocks of the zone, [0, 24), `hours` after the start. */
export function hourOfDay(clock: PeriodClock, hours: number): number {
  return clock.zone ? (shown(clock, hours) % SECONDS_PER_DAY) / 3600 : utcHour(clock, hours);
}

/** Hour of the day in UTC, [0, 24), by which the sun goes. */
export function utcHour(clock: PeriodClock, hours: number): number {
  return ((clock.start % SECONDS_PER_DAY) / 3600 + hours) % 24;
}

/** Day of the year (UTC) with its fraction, 0 at the start of 1 January. */
export function dayOfYear(clock: PeriodClock, hours: number): number {
  const seconds = clock.start + hours * 3600;
  const year = new Date(seconds * 1000).getUTCFullYear();
  return (seconds - Date.UTC(year, 0, 1) / 1000) / SECONDS_PER_DAY;
}

export function isWeekend(clock: PeriodClock, hours: number): boolean {
  const weekday = new Date(shown(clock, hours) * 1000).getUTCDay();
  return weekday === 0 || weekday === 6;
}

/** The day on the calendar of the zone in which each period (T) begins, counted from 1970. */
export function calendarDays(clock: PeriodClock): number[] {
  return Array.from({ length: clock.periods }, (_, t) =>
    Math.floor(shown(clock, t * clock.stepHours) / SECONDS_PER_DAY),
  );
}

/** `2025-07-08T17:00+02:00`: what clocks show at the beginning of a period, and how far they are ahead of UTC. */
export function clockTimeOf(clock: PeriodClock, period: number): string {
  const hours = period * clock.stepHours;
  const minutes = utcOffset(clock, hours) / 60;
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  const offset = `${minutes < 0 ? '-' : '+'}${two(Math.abs(minutes) / 60)}:${two(Math.abs(minutes) % 60)}`;
  return `${new Date(shown(clock, hours) * 1000).toISOString().slice(0, 16)}${clock.zone ? offset : 'Z'}`;
}

/** A stretch of the day in hours, `from` in [0, 24), `to` in (0, 24]; `to` <= `from` is on the next day. */
export interface DailyWindow {
  readonly from: number;
  readonly to: number;
}

/** Whether a daily window holds an hour of the day. */
export function holds({ from, to }: DailyWindow, hour: number): boolean {
  return from < to ? hour >= from && hour < to : hour >= from || hour < to;
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
  const horizon = clock.periods * clock.stepHours;
  const found: WindowOccurrence[] = [];
  for (const { begin, end } of daysOf(clock, window)) {
    const first = Math.max(0, begin);
    const last = Math.min(horizon, end);
    if (last - first < 1e-9) continue;
    const firstPeriod = Math.floor(first / clock.stepHours + 1e-9);
    const endPeriod = Math.ceil(last / clock.stepHours - 1e-9);
    const hours = new Float64Array(endPeriod - firstPeriod);
    for (let i = 0; i < hours.length; i++) {
      const from = (firstPeriod + i) * clock.stepHours;
      hours[i] = Math.min(last, from + clock.stepHours) - Math.max(first, from);
    }
    found.push({ firstPeriod, hours, share: (last - first) / (end - begin) });
  }
  return found;
}

/** When a window begins and ends on each day around the horizon, hours after the start. */
function* daysOf(clock: PeriodClock, window: DailyWindow): Generator<{ begin: number; end: number }> {
  const length = window.to > window.from ? window.to - window.from : window.to + 24 - window.from;
  const horizon = clock.periods * clock.stepHours;
  if (!clock.zone) {
    for (let begin = window.from - utcHour(clock, 0) - 24; begin < horizon; begin += 24)
      yield { begin, end: begin + length };
    return;
  }
  const today = shown(clock, 0) - (shown(clock, 0) % SECONDS_PER_DAY);
  for (let day = today - SECONDS_PER_DAY; ; day += SECONDS_PER_DAY) {
    const begin = hoursUntil(clock, clock.zone, day + window.from * 3600);
    if (begin >= horizon) return;
    yield { begin, end: hoursUntil(clock, clock.zone, day + (window.from + length) * 3600) };
  }
}

/** Hours after the start at which clocks first show a time, or at which they skip it. */
function hoursUntil({ start }: PeriodClock, { offsets }: ClockZone, local: number): number {
  // With the offset that holds at last before clocks are beyond it, a time that is shown twice is the first.
  const index = offsets.findIndex(
    ({ seconds }, i) => i === offsets.length - 1 || offsets[i + 1]!.from + seconds > local,
  );
  const { from, seconds } = offsets[index]!;
  return ((index === 0 ? local - seconds : Math.max(from, local - seconds)) - start) / 3600;
}
