import type { Vector } from './problem.js';
import type { Numbers } from './vectors.js';

/**
 * Exponentially weighted average of a series of vectors:
 *
 *     average <- weight * observed + (1 - weight) * average
 *
 * The first observation (or `start`) is taken as it is.
 */
export class ExponentialAverage {
  private average: Vector | null;

  /** `weight` in (0, 1]: 1 forgets everything but the last observation. */
  constructor(
    readonly weight: number,
    start?: Numbers,
  ) {
    if (!(weight > 0 && weight <= 1)) throw new RangeError(`weight is ${weight}, not in (0, 1]`);
    this.average = start ? Float64Array.from(start) : null;
  }

  /** Takes in an observation and returns the new average. */
  observe(values: Numbers): Vector {
    const before = this.average;
    this.average = Float64Array.from(values, (value, i) =>
      before ? this.weight * value + (1 - this.weight) * before[i]! : value,
    );
    return this.average.slice();
  }

  /** Starts again from `values`. */
  restart(values: Numbers): void {
    this.average = Float64Array.from(values);
  }
}
