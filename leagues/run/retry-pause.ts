import { randomInt } from 'node:crypto';

const FIRST_SECONDS = 2;
const GROWTH = 6;
const MOST_SECONDS = 60;

/**
 * Seconds to wait before something is tried again that has failed so many times (1, 2, ...): longer each time, up
 * to a minute and a half, and never the same for two who failed together. `draw`: uniform in [0, 1); no result depends on it
 */
export function retryPause(failures: number, draw: () => number = spread): number {
  return Math.min(FIRST_SECONDS * GROWTH ** (failures - 1), MOST_SECONDS) * (0.5 + draw());
}

const STEPS = 1_000_000;
const spread = (): number => randomInt(STEPS) / STEPS;
