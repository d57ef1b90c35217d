import type { RollingDays } from '#market/energy/days/rolling-days.js';
import { calendarDays } from '#market/energy/period-clock.js';

/** `2025-07-08`, of a day counted from 0. */
export function dateOf({ truth, bounds }: Pick<RollingDays, 'truth' | 'bounds'>, day: number): string {
  const { clock } = truth;
  const start = clock.start + bounds[day]! * clock.stepHours * 3600;
  const [date] = calendarDays({ ...clock, start, periods: 1 });
  return new Date(date! * 86_400_000).toISOString().slice(0, 10);
}
