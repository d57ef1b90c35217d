import type { MeanEstimate } from './mean-interval.js';
import { differenceOf } from './resolution.js';

/**
 * The one verdict on a pair. `apart`: told apart. `open`: tested, and not. `equal`: no difference above the resolution in any
 * block. `untested`: no common block, or all blocks say the same of both, so that they count as one.
 */
export type PairVerdict = 'apart' | 'open' | 'equal' | 'untested';

/** Chance of even one false verdict in a family. */
export const LEVEL = 0.05;

/**
 * `difference`: over blocks, not everywhere 0; `p`: adjusted for the family, null where nothing could be tested. A pair
 * is told apart at level 5 % and only where the interval, if there is one, leaves out zero.
 */
export function verdictOf(difference: MeanEstimate | null, p: number | null): Exclude<PairVerdict, 'equal'> {
  if (difference === null || p === null) return 'untested';
  const { mean, low, high } = difference;
  if (differenceOf(mean, 0) === 0) return 'open';
  const crosses = low !== null && high !== null && low <= 0 && high >= 0;
  return p <= LEVEL && !crosses ? 'apart' : 'open';
}
