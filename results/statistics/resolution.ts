/**
 * Scores closer than this are equal: matches stop at a gap of a millionth, and ledgers round, so a smaller difference
 * only tells where they happened to stop, however regularly it occurs. Relative where figures are above 1.
 */
export const RESOLUTION = 1e-6;

/** The value at the resolution of scores. */
export function resolved(value: number): number {
  return Math.round(value / RESOLUTION) * RESOLUTION;
}

/** a - b; 0 below the resolution. Decides for every page, export, test and comparison whether two figures differ. */
export function differenceOf(a: number, b: number): number {
  return Math.abs(a - b) <= RESOLUTION * Math.max(1, Math.abs(a), Math.abs(b)) ? 0 : a - b;
}

/** Whether all blocks say the same: then nothing was drawn that matters here, and they are one block. */
export function isConstant(series: readonly (number | null)[]): boolean {
  const present = series.filter((value) => value !== null);
  return present.every((value) => differenceOf(value, present[0]!) === 0);
}
