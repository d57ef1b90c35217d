import { seededRng } from '#market/rng.js';

/** Bootstrap resamples of every interval; the 2.5 % points are the 50th from either end. */
export const RESAMPLES = 1999;

let latest: { readonly key: string; readonly draws: Uint16Array } = { key: '', draws: new Uint16Array(0) };

/**
 * Which of `count` blocks each resample takes, resample after resample (RESAMPLES * count). The same
 * for every series with that many blocks, so all contestants are resampled alike; the latest
 * answer is kept, because a board asks for it once per number it shows.
 */
export function resampleDraws(seed: string, count: number): Uint16Array {
  const key = `bootstrap/${seed}/${count}`;
  if (latest.key !== key) {
    const rng = seededRng(key);
    latest = {
      key,
      draws: Uint16Array.from({ length: RESAMPLES * count }, () => Math.floor(rng.next() * count)),
    };
  }
  return latest.draws;
}
