import type { Clock } from '#market/clock.js';

/** Time since the process started. */
export const systemClock: Clock = { now: () => performance.now() / 1000 };
