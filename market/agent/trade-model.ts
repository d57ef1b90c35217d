import type { AgentProblem } from '../instance.js';
import type { LpModel, LpSolver } from '../lp/lp-solver.port.js';
import { stackRows } from '../lp/sparse-matrix.js';

/**
 * An agent's program with rows of what it uses of each resource below its own ones:
 *
 *     min d'x   s.t.  own.lower <= N x <= own.upper,  least <= C x <= most,  bounds of x
 *
 * Costs and the bounds of the lower rows (m each) are then changed from solve to solve. Must be disposed.
 */
export function tradeModel(
  solver: LpSolver,
  { own, shared, cost, columnLower, columnUpper }: AgentProblem,
  least: Float64Array,
  most: Float64Array,
): LpModel {
  return solver.createModel({
    ...{ cost, columnLower, columnUpper, matrix: stackRows(own.matrix, shared) },
    rowLower: Float64Array.of(...own.lower, ...least),
    rowUpper: Float64Array.of(...own.upper, ...most),
  });
}
