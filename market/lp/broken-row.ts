import { times, type SparseMatrix } from './sparse-matrix.js';

/** What of a bound may be missed as rounding, relative above 1. */
const ROUNDING = 1e-6;

/**
 * The row that `x` breaks most and by how much, measured against its bound, however large the terms are that it adds up; null: none. A solver
 * calls 128 <= 100 kept where the terms are 1e18, and no model of anything means that.
 */
export function brokenRow(
  matrix: SparseMatrix,
  lower: Float64Array,
  upper: Float64Array,
  x: Float64Array,
): { readonly row: number; readonly by: number } | null {
  let worst: { row: number; by: number; relative: number } | null = null;
  times(matrix, x).forEach((sum, row) => {
    const bound = sum > upper[row]! ? upper[row]! : lower[row]!;
    const by = Math.max(0, lower[row]! - sum, sum - upper[row]!);
    const relative = by / Math.max(1, Math.abs(bound));
    if (!(relative <= (worst?.relative ?? ROUNDING))) worst = { row, by, relative };
  });
  return worst;
}
