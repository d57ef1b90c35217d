import type { LinearProblem } from './linear-problem.js';
import type { LpOptimum } from './lp-solver.port.js';

/**
 * How far an alleged optimum is from one, each relative to the terms it is made of: the largest violation
 * of a bound or row, the largest dual that rests on a bound which is not there, and the difference between
 * primal and dual objective. Infinity for anything that is not a number.
 */
export function distanceFromOptimum(problem: LinearProblem, optimum: LpOptimum): number {
  const { matrix, cost, columnLower, columnUpper, rowLower, rowUpper } = problem;
  const { x, rowDuals } = optimum;
  const activity = new Float64Array(matrix.rows);
  const activitySize = new Float64Array(matrix.rows);
  const gap = new Gap();
  let worst = 0;
  const note = (violation: number, size: number): void => {
    // NaN compares false with everything: turned into the worst there is
    const relative = violation / Math.max(1, size);
    worst = relative <= worst ? worst : relative > worst ? relative : Infinity;
  };
  for (let j = 0; j < matrix.columns; j++) {
    let reduced = cost[j]!;
    let size = Math.abs(reduced);
    for (let e = matrix.starts[j]!; e < matrix.starts[j + 1]!; e++) {
      const i = matrix.rowOf[e]!;
      const term = matrix.values[e]! * x[j]!;
      activity[i]! += term;
      activitySize[i]! += Math.abs(term);
      const priced = matrix.values[e]! * rowDuals[i]!;
      reduced -= priced;
      size += Math.abs(priced);
    }
    note(violationOf(x[j]!, columnLower[j]!, columnUpper[j]!), Math.abs(x[j]!));
    note(gap.add(cost[j]! * x[j]!, reduced, columnLower[j]!, columnUpper[j]!), size);
  }
  for (let i = 0; i < matrix.rows; i++) {
    note(violationOf(activity[i]!, rowLower[i]!, rowUpper[i]!), activitySize[i]!);
    note(gap.add(0, rowDuals[i]!, rowLower[i]!, rowUpper[i]!), Math.abs(rowDuals[i]!));
  }
  return Math.max(worst, gap.relative);
}

function violationOf(value: number, lower: number, upper: number): number {
  return Math.max(0, lower - value, value - upper);
}

/** Primal less dual objective. */
class Gap {
  private difference = 0;
  private size = 1;

  /** Adds a primal term and a dual one; returns what of the dual rests on no bound. */
  add(primal: number, dual: number, lower: number, upper: number): number {
    const bound = dual > 0 ? lower : upper;
    const free = !Number.isFinite(bound);
    const term = free || dual === 0 ? 0 : dual * bound;
    this.difference += primal - term;
    this.size = Math.max(this.size, Math.abs(primal), Math.abs(term));
    return free ? Math.abs(dual) : 0;
  }

  get relative(): number {
    const relative = Math.abs(this.difference) / this.size;
    return Number.isNaN(relative) ? Infinity : relative;
  }
}
