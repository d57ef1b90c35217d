import type { Rng } from '../../rng.js';

/** A standard normal number (Box and Muller). */
function normal(rng: Rng): number {
  return Math.sqrt(-2 * Math.log(1 - rng.next())) * Math.cos(2 * Math.PI * rng.next());
}

/**
 * A stationary first-order autoregressive process with mean 0 and variance 1, one value per
 * step; `memoryHours` is the time in which correlation falls to 1/e.
 */
export function autoregressive(
  rng: Rng,
  steps: number,
  stepHours: number,
  memoryHours: number,
): Float64Array {
  const correlation = Math.exp(-stepHours / memoryHours);
  const innovation = Math.sqrt(1 - correlation * correlation);
  const values = new Float64Array(steps);
  let value = normal(rng);
  for (let t = 0; t < steps; t++) {
    values[t] = value;
    value = correlation * value + innovation * normal(rng);
  }
  return values;
}
