import type { AgentProblem } from '../instance.js';
import type { SparseMatrix } from '../lp/sparse-matrix.js';

/** Violation (resource or row units, relative above 1) that counts as rounding. */
const TOLERANCE = 1e-7;
/** Rounding of doubles in a row's sum, relative to its largest terms. */
const NOISE = 1e-12;

/**
 * Whether `plan` (n) proves that the agent can honour a limited `bundle` (m) on top of `allocation`
 * (m): it keeps own rows and bounds, and C plan <= allocation + bundle (exact resources: =). O(nonzeros), no solve. A
 * wrong plan proves nothing either way.
 */
export function honours(
  problem: AgentProblem,
  plan: Float64Array,
  allocation: Float64Array,
  bundle: Float64Array,
): boolean {
  if (!isVector(plan, problem.cost.length)) return false;
  return (
    keepsOwnRows(problem, plan) &&
    fitsInto(
      problem,
      plan,
      allocation.map((held, r) => held + bundle[r]!),
    )
  );
}

/**
 * Whether `direction` (n) proves that the agent can honour every multiple of `bundle` (m) up to `cap`,
 * whatever its plan is: the direction lies in the recession cone of its own rows and bounds
 * ([GKW07] section 4), and C direction <= bundle.
 */
export function honoursEveryMultiple(
  problem: AgentProblem,
  direction: Float64Array,
  bundle: Float64Array,
  cap: number,
): boolean {
  if (!isVector(direction, problem.cost.length)) return false;
  const step = direction.map((entry) => entry * cap);
  const cone: AgentProblem = {
    ...problem,
    own: {
      matrix: problem.own.matrix,
      lower: homogeneous(problem.own.lower),
      upper: homogeneous(problem.own.upper),
    },
    columnLower: homogeneous(problem.columnLower),
    columnUpper: homogeneous(problem.columnUpper),
  };
  return (
    keepsOwnRows(cone, step) &&
    fitsInto(
      problem,
      step,
      bundle.map((quantity) => quantity * cap),
    )
  );
}

/** Whether `plan` keeps the bounds of its variables and the own rows. */
export function keepsOwnRows({ own, columnLower, columnUpper }: AgentProblem, plan: Float64Array): boolean {
  for (let j = 0; j < plan.length; j++)
    if (!within(plan[j]!, columnLower[j]!, columnUpper[j]!, Math.abs(plan[j]!))) return false;
  const { sums, magnitudes } = rowSums(own.matrix, plan);
  return sums.every((sum, i) => within(sum, own.lower[i]!, own.upper[i]!, magnitudes[i]!));
}

function fitsInto({ shared, exact = 0 }: AgentProblem, plan: Float64Array, available: Float64Array): boolean {
  const { sums, magnitudes } = rowSums(shared, plan);
  return sums.every((sum, i) =>
    within(sum, i < exact ? available[i]! : -Infinity, available[i]!, magnitudes[i]!),
  );
}

function within(value: number, lower: number, upper: number, magnitude: number): boolean {
  return value >= lower - slack(lower, magnitude) && value <= upper + slack(upper, magnitude);
}

function slack(bound: number, magnitude: number): number {
  return TOLERANCE * (Number.isFinite(bound) ? Math.max(1, Math.abs(bound)) : 1) + NOISE * magnitude;
}

/** A x and the sums of |a_ij x_j|, by which its rounding is measured. */
function rowSums(matrix: SparseMatrix, x: Float64Array): { sums: Float64Array; magnitudes: Float64Array } {
  const sums = new Float64Array(matrix.rows);
  const magnitudes = new Float64Array(matrix.rows);
  for (let j = 0; j < matrix.columns; j++) {
    if (x[j] === 0) continue;
    for (let e = matrix.starts[j]!; e < matrix.starts[j + 1]!; e++) {
      const term = matrix.values[e]! * x[j]!;
      sums[matrix.rowOf[e]!]! += term;
      magnitudes[matrix.rowOf[e]!]! += Math.abs(term);
    }
  }
  return { sums, magnitudes };
}

/** Bounds of the recession cone: a finite bound becomes 0. */
function homogeneous(bounds: Float64Array): Float64Array {
  return bounds.map((bound) => (Number.isFinite(bound) ? 0 : bound));
}

function isVector(values: Float64Array, length: number): boolean {
  return values.length === length && values.every((value) => Number.isFinite(value));
}
