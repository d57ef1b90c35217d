export interface Moments {
  readonly mean: number;
  /** unbiased sample variance; 0 for a single value */
  readonly variance: number;
  /** standard error of the mean */
  readonly error: number;
}

/** Mean and spread of at least one value. */
export function momentsOf(values: ArrayLike<number>): Moments {
  const count = values.length;
  let sum = 0;
  for (let i = 0; i < count; i++) sum += values[i]!;
  const mean = sum / count;
  let squares = 0;
  for (let i = 0; i < count; i++) squares += (values[i]! - mean) ** 2;
  const variance = count > 1 ? squares / (count - 1) : 0;
  return { mean, variance, error: Math.sqrt(variance / count) };
}
