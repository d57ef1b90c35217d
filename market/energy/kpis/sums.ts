export function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i]!;
  return total;
}

/** null where the denominator is zero */
export function ratio(numerator: number, denominator: number): number | null {
  return Math.abs(denominator) < 1e-12 ? null : numerator / denominator;
}

/** likewise */
export function percent(numerator: number, denominator: number): number | null {
  const share = ratio(numerator, denominator);
  return share === null ? null : 100 * share;
}
