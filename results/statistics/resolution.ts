/**
 * Scores closer than this are equal: matches stop at a gap of a millionth, so a smaller difference only
 * tells where they happened to stop, however regularly it occurs.
 */
export const RESOLUTION = 1e-6;

/** The value at the resolution of scores. */
export function resolved(value: number): number {
  return Math.round(value / RESOLUTION) * RESOLUTION;
}
