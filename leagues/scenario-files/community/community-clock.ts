import type { PeriodClock } from '#market/energy/period-clock.js';
import { offsetsOf, zoneClock } from '../series/time-zone.js';
import type { CommunityDocument } from './community-schema.js';

const DAY = 86_400;

/** The periods of a community. Its `start` is what the clocks of its zone show (the first time, where they show it twice). */
export function clockOf({ start, step, periods, timeZone }: CommunityDocument): PeriodClock {
  const instantOf = zoneClock(timeZone)!;
  const [first] = instantOf(start);
  const end = periods === 'day' ? instantOf(start + DAY)[0]! : first! + periods * step * 3600;
  return {
    start: first!,
    stepHours: step,
    periods: periods === 'day' ? Math.round((end - first!) / (step * 3600)) : periods,
    ...(timeZone !== 'UTC' && {
      zone: { name: timeZone, offsets: offsetsOf(timeZone, first! - 2 * DAY, end + 2 * DAY) },
    }),
  };
}
