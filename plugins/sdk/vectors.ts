import type { Vector } from './problem.js';

/** Any list of numbers; results are always new `Float64Array`s. */
export type Numbers = ArrayLike<number>;

/** `length` copies of `value`. */
export function vector(length: number, value = 0): Vector {
  return new Float64Array(length).fill(value);
}

/** sum of a_i b_i; what a bundle costs at prices, for example. Throws `RangeError` on different lengths. */
export function dot(a: Numbers, b: Numbers): number {
  sameLength(a, b);
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** a + b. Throws `RangeError` on different lengths. */
export function add(a: Numbers, b: Numbers): Vector {
  sameLength(a, b);
  return Float64Array.from(a, (value, i) => value + b[i]!);
}

/** a - b. Throws `RangeError` on different lengths. */
export function subtract(a: Numbers, b: Numbers): Vector {
  sameLength(a, b);
  return Float64Array.from(a, (value, i) => value - b[i]!);
}

/** factor a */
export function scale(a: Numbers, factor: number): Vector {
  return Float64Array.from(a, (value) => factor * value);
}

/** Each entry moved into [low, high]; the bounds may be numbers or vectors. */
export function clamp(a: Numbers, low: number | Numbers, high: number | Numbers): Vector {
  const at = (bound: number | Numbers, i: number): number =>
    typeof bound === 'number' ? bound : (bound[i] ?? NaN);
  return Float64Array.from(a, (value, i) => Math.min(at(high, i), Math.max(at(low, i), value)));
}

/** Mean of the entries; 0 of none. */
export function mean(a: Numbers): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]!;
  return a.length === 0 ? 0 : sum / a.length;
}

/** Largest |entry|; 0 of none. */
export function largest(a: Numbers): number {
  let result = 0;
  for (let i = 0; i < a.length; i++) result = Math.max(result, Math.abs(a[i]!));
  return result;
}

function sameLength(a: Numbers, b: Numbers): void {
  if (a.length !== b.length) throw new RangeError(`vectors of ${a.length} and ${b.length} entries`);
}
