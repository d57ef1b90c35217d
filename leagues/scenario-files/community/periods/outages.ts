import { occurrencesOf, type PeriodClock } from '#market/energy/period-clock.js';
import { FieldError } from '../../reading/scenario-error.js';
import type { CommunityDocument } from '../schema/community-schema.js';

/**
 * The periods in which the grid is not there (T); undefined: none. Throws `FieldError` for a window that begins or ends
 * within a period, of which nobody could say how much of its energy was needed before.
 */
export function outageOf({ grid }: CommunityDocument, clock: PeriodClock): boolean[] | undefined {
  const windows = grid?.outages ?? [];
  if (windows.length === 0) return undefined;
  const outage = new Array<boolean>(clock.periods).fill(false);
  windows.forEach((window, w) => {
    for (const { firstPeriod, hours } of occurrencesOf(clock, window))
      hours.forEach((inside, i) => {
        if (Math.abs(inside - clock.stepHours) > 1e-9)
          throw new FieldError(
            ['grid', 'outages', w],
            `begins or ends within period ${firstPeriod + i}`,
            `let it begin and end with a period of ${60 * clock.stepHours} minutes`,
          );
        outage[firstPeriod + i] = true;
      });
  });
  return outage;
}
