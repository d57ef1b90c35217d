import { seededRng } from '#market/rng.js';

/** Bootstrap resamples of every interval; the 2.5 % points are the 50th from either end. */
export const RESAMPLES = 1999;

/** A board asks for the same ones once per number it shows, and per look. */
const kept = new Map<string, Uint16Array>();
const MOST_KEPT = 16;

/**
 * Which of `count` blocks each resample takes, resample after resample (RESAMPLES * count). The same
 * for every series with that many blocks, so all contestants are resampled alike.
 */
export function resampleDraws(seed: string, count: number): Uint16Array {
  const key = `bootstrap/${seed}/${count}`;
  const known = kept.get(key);
  if (known) return known;
  const rng = seededRng(key);
  const draws = Uint16Array.from({ length: RESAMPLES * count }, () => Math.floor(rng.next() * count));
  if (kept.size === MOST_KEPT) kept.clear();
  kept.set(key, draws);
  return draws;
}
