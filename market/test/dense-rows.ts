import { entriesOf, type SparseMatrix } from '#market/lp/sparse-matrix.js';

/** The rows of a matrix as dense arrays. */
export function denseRows(matrix: SparseMatrix): number[][] {
  const rows = Array.from({ length: matrix.rows }, () => new Array<number>(matrix.columns).fill(0));
  for (const [i, j, value] of entriesOf(matrix)) rows[i]![j] = value;
  return rows;
}
