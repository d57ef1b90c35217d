/**
 * Gini coefficient of benefits that may be negative: mean absolute difference over twice the mean
 * absolute value (Raffinetti, Siletti and Vernizzi 2015). In [0, 1], the usual Gini where nobody
 * loses; 0 where nobody gains or loses.
 */
export function gini(benefits: ArrayLike<number>): number {
  const values = Array.from(benefits).sort((a, b) => a - b);
  const count = values.length;
  const size = values.reduce((sum, value) => sum + Math.abs(value), 0);
  if (count === 0 || size === 0) return 0;
  const weighted = values.reduce((sum, value, i) => sum + (2 * (i + 1) - count - 1) * value, 0);
  return weighted / (count * size);
}
