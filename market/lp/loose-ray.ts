import type { LinearProblem } from './linear-problem.js';

/**
 * A direction of one variable that no row touches, no bound ends, and that lowers cost'x: the ray of an
 * unbounded problem whose matrix says nothing. null if there is none.
 */
export function looseRay(problem: LinearProblem, costs: Float64Array): Float64Array | null {
  const { matrix, columnLower, columnUpper } = problem;
  const column = costs.findIndex(
    (cost, j) =>
      matrix.starts[j] === matrix.starts[j + 1] &&
      (cost < 0 ? columnUpper[j] === Infinity : cost > 0 && columnLower[j] === -Infinity),
  );
  if (column < 0) return null;
  const ray = new Float64Array(costs.length);
  ray[column] = costs[column]! < 0 ? 1 : -1;
  return ray;
}
