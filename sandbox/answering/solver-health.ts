import type { LinearProblem } from '#market/lp/linear-problem.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';

/** min x, 1 <= x <= 2 */
const easy: LinearProblem = {
  cost: Float64Array.of(1),
  columnLower: Float64Array.of(1),
  columnUpper: Float64Array.of(2),
  matrix: {
    rows: 0,
    columns: 1,
    starts: Int32Array.of(0, 0),
    rowOf: new Int32Array(),
    values: new Float64Array(),
  },
  rowLower: new Float64Array(),
  rowUpper: new Float64Array(),
};

/**
 * Whether the solver still solves anything. All seats of a process share its memory: one that has broken
 * down must not go on answering the others, or the first would be heard by them.
 */
export function isHealthy(solver: LpSolver): boolean {
  try {
    const model = solver.createModel(easy);
    const outcome = model.solve();
    model.dispose();
    return outcome.status === 'optimal' && outcome.objective === 1;
  } catch {
    return false;
  }
}
