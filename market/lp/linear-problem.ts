import { GridLeagueError } from '../errors.js';
import type { SparseMatrix } from './sparse-matrix.js';

/**
 * min cost'x  subject to  rowLower <= A x <= rowUpper,  columnLower <= x <= columnUpper.
 * Shapes: x is n, rows are r, `matrix` is r x n. Infinite bounds are +-Infinity; an equality
 * row has equal bounds. Nothing else is infinite or NaN (`checkLinearProblem`).
 */
export interface LinearProblem {
  readonly cost: Float64Array;
  readonly columnLower: Float64Array;
  readonly columnUpper: Float64Array;
  readonly matrix: SparseMatrix;
  readonly rowLower: Float64Array;
  readonly rowUpper: Float64Array;
}

/** A linear problem that no solver should see: wrong lengths, NaN, crossed bounds. */
export class MalformedProblemError extends GridLeagueError {
  readonly kind = 'fault';
  readonly code = 'malformed-problem';
}

/** Throws `MalformedProblemError` unless lengths fit and numbers are what they may be. */
export function checkLinearProblem(problem: LinearProblem): void {
  const { cost, columnLower, columnUpper, matrix, rowLower, rowUpper } = problem;
  if (matrix.columns === 0) throw new MalformedProblemError('a problem without variables');
  checkCosts(cost, matrix.columns);
  checkBounds('column', columnLower, columnUpper, matrix.columns);
  checkBounds('row', rowLower, rowUpper, matrix.rows);
  checkFinite('matrix', matrix.values);
}

/** Throws `MalformedProblemError` unless there are `columns` finite costs. */
export function checkCosts(cost: Float64Array, columns: number): void {
  checkLength('cost', cost, columns);
  checkFinite('cost', cost);
}

function checkLength(what: string, values: Float64Array, length: number): void {
  if (values.length !== length)
    throw new MalformedProblemError(`${what} has ${values.length} entries, not ${length}`);
}

function checkFinite(what: string, values: Float64Array): void {
  // A loop: before every solve, all numbers come through here, and a call for each takes ten times as long.
  for (let i = 0; i < values.length; i++)
    if (!Number.isFinite(values[i])) throw new MalformedProblemError(`${what}[${i}] is ${values[i]}`);
}

function checkBounds(what: string, lower: Float64Array, upper: Float64Array, length: number): void {
  checkLength(`${what} lower bounds`, lower, length);
  checkLength(`${what} upper bounds`, upper, length);
  for (let i = 0; i < length; i++)
    if (!(lower[i]! <= upper[i]!) || lower[i] === Infinity || upper[i] === -Infinity)
      throw new MalformedProblemError(`${what} ${i} has bounds [${lower[i]}, ${upper[i]}]`);
}
