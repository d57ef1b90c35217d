import type { Rng } from '../../rng.js';
import { autoregressive } from './noise.js';
import { dayOfYear, type PeriodClock } from '../period-clock.js';

/** How the sky tends to be. */
export type Sky = 'sunny' | 'mixed' | 'overcast';

const CLEARNESS: Readonly<Record<Sky, number>> = { sunny: 2.2, mixed: 0.35, overcast: -2 };

/**
 * Share of the clear-sky radiation that comes through the clouds, per period, in [0.12, 1].
 * Weather fronts (a day and a half) and single clouds (an hour) are two autoregressive
 * processes; winter is duller than summer. The whole community lies under the same sky.
 */
export function cloudTransmission(rng: Rng, clock: PeriodClock, sky: Sky): Float64Array {
  const fronts = autoregressive(rng.fork('fronts'), clock.periods, clock.stepHours, 36);
  const clouds = autoregressive(rng.fork('clouds'), clock.periods, clock.stepHours, 1);
  return fronts.map((front, t) => {
    const summer = -Math.cos((2 * Math.PI * (dayOfYear(clock, t * clock.stepHours) - 5)) / 365);
    const clearness = CLEARNESS[sky] + 0.5 * summer + 1.6 * front + 0.7 * clouds[t]!;
    return 0.12 + 0.88 / (1 + Math.exp(-clearness));
  });
}
