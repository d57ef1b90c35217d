import { calendarDays, type PeriodClock } from '#market/energy/period-clock.js';
import { FieldError } from '../../reading/scenario-error.js';
import { offsetsOf, zoneClock } from '../../series/time-zone.js';
import { type CommunityDocument, mostPeriods } from '../schema/community-schema.js';

const DAY = 86_400;
/** Before, the clocks of many places were not ahead of UTC by whole quarters of an hour. */
const EARLIEST = Date.UTC(1900, 0, 1) / 1000;

/**
 * The periods of a community, of all its days. Its `start` is what the clocks of its zone show (the first time, where they show it twice). Throws
 * `FieldError` for a day that they do not show, or one that is no day by their time.
 */
export function clockOf(document: CommunityDocument): PeriodClock {
  const { start, step, periods, timeZone, draw, days = 1 } = document;
  const wrong = (reason: string): FieldError => {
    const day = new Date(start * 1000).toISOString().slice(0, 10);
    return new FieldError(draw?.days ? ['draw', 'days'] : ['start'], `${day} ${reason}`, 'name another day');
  };
  if (start < EARLIEST) throw wrong('is before 1900');
  const instantOf = zoneClock(timeZone)!;
  const [first] = instantOf(start);
  const end = periods === 'day' ? instantOf(start + days * DAY)[0]! : first! + days * periods * step * 3600;
  const clock: PeriodClock = {
    start: first!,
    stepHours: step,
    periods: periods === 'day' ? Math.round((end - first!) / (step * 3600)) : days * periods,
    ...(timeZone !== 'UTC' && {
      zone: { name: timeZone, offsets: offsetsOf(timeZone, first! - 2 * DAY, end + 2 * DAY) },
    }),
  };
  // Where a zone has moved across the date line, a day is missing or there twice.
  if (clock.periods < 1 || calendarDays({ ...clock, periods: 1 })[0] !== Math.floor(start / DAY))
    throw wrong(`does not exist in ${timeZone}: clocks skip it`);
  if (days === 1 && clock.periods > mostPeriods(periods, step))
    throw wrong(`has more than 25 hours in ${timeZone}`);
  return clock;
}

/** The first period of each of a community's days, and the end of the last. Throws `FieldError` like `clockOf`. */
export function dayBounds(document: CommunityDocument): number[] {
  const { start, step, periods, timeZone, days = 1 } = document;
  const whole = clockOf(document);
  if (periods !== 'day') return Array.from({ length: days + 1 }, (_, d) => d * periods);
  const instantOf = zoneClock(timeZone)!;
  return Array.from({ length: days + 1 }, (_, d) => {
    if (d < days) clockOf({ ...document, start: start + d * DAY, days: 1 });
    return Math.round((instantOf(start + d * DAY)[0]! - whole.start) / (step * 3600));
  });
}
