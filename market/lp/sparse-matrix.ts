/**
 * A sparse matrix, column by column (compressed sparse columns): the entries of column j are
 * `rowOf[starts[j] .. starts[j+1])` and `values[...]`, rows ascending, no explicit zeros.
 */
export interface SparseMatrix {
  readonly rows: number;
  readonly columns: number;
  /** length columns + 1 */
  readonly starts: Int32Array;
  readonly rowOf: Int32Array;
  readonly values: Float64Array;
}

/** One entry of a matrix: row, column, value. */
export type Entry = readonly [row: number, column: number, value: number];

/** Builds a matrix from entries in any order; entries at the same place add up. O(entries + rows + columns). */
export function sparseFromEntries(rows: number, columns: number, entries: readonly Entry[]): SparseMatrix {
  for (const [i, j] of entries)
    if (!(i >= 0 && i < rows && j >= 0 && j < columns))
      throw new RangeError(`entry (${i}, ${j}) outside a ${rows} x ${columns} matrix`);
  const byRow = groupedBy(0, rows, entries).order.map((index) => entries[index]!);
  const { order, starts: firstOf } = groupedBy(1, columns, byRow);
  const starts = new Int32Array(columns + 1);
  const rowOf = new Int32Array(entries.length);
  const values = new Float64Array(entries.length);
  let next = 0;
  for (let j = 0; j < columns; j++) {
    for (let k = firstOf[j]!; k < firstOf[j + 1]!; k++) {
      const [i, , value] = byRow[order[k]!]!;
      if (next > starts[j]! && rowOf[next - 1] === i) values[next - 1]! += value;
      else {
        rowOf[next] = i;
        values[next++] = value;
      }
    }
    starts[j + 1] = next;
  }
  return withoutZeros({
    rows,
    columns,
    starts,
    rowOf: rowOf.subarray(0, next),
    values: values.subarray(0, next),
  });
}

/** Stable counting sort of the entries by row (0) or column (1): indices in order, and where each group starts. */
function groupedBy(
  key: 0 | 1,
  groups: number,
  entries: readonly Entry[],
): { readonly order: number[]; readonly starts: Int32Array } {
  const starts = new Int32Array(groups + 1);
  for (const entry of entries) starts[entry[key] + 1]!++;
  for (let group = 0; group < groups; group++) starts[group + 1]! += starts[group]!;
  const next = starts.slice();
  const order = new Array<number>(entries.length);
  entries.forEach((entry, index) => (order[next[entry[key]]!++] = index));
  return { order, starts };
}

/** Builds a matrix from its rows (dense, all of length `columns`). */
export function sparseFromRows(rows: readonly ArrayLike<number>[], columns: number): SparseMatrix {
  rows.forEach((row, i) => {
    if (row.length !== columns) throw new RangeError(`row ${i} has ${row.length} entries, not ${columns}`);
  });
  const starts = new Int32Array(columns + 1);
  const rowOf: number[] = [];
  const values: number[] = [];
  for (let j = 0; j < columns; j++) {
    for (let i = 0; i < rows.length; i++) {
      const value = rows[i]![j]!;
      if (value === 0) continue;
      rowOf.push(i);
      values.push(value);
    }
    starts[j + 1] = values.length;
  }
  return {
    rows: rows.length,
    columns,
    starts,
    rowOf: Int32Array.from(rowOf),
    values: Float64Array.from(values),
  };
}

function withoutZeros(matrix: SparseMatrix): SparseMatrix {
  if (!matrix.values.includes(0)) return matrix;
  return sparseFromEntries(
    matrix.rows,
    matrix.columns,
    [...entriesOf(matrix)].filter(([, , value]) => value !== 0),
  );
}

/** All entries, column by column. */
export function* entriesOf(matrix: SparseMatrix): Generator<Entry> {
  for (let j = 0; j < matrix.columns; j++)
    for (let e = matrix.starts[j]!; e < matrix.starts[j + 1]!; e++)
      yield [matrix.rowOf[e]!, j, matrix.values[e]!];
}

/** A x, length rows. */
export function times(matrix: SparseMatrix, x: ArrayLike<number>): Float64Array {
  const result = new Float64Array(matrix.rows);
  const { starts, rowOf, values } = matrix;
  for (let j = 0; j < matrix.columns; j++) {
    const xj = x[j]!;
    if (xj === 0) continue;
    for (let e = starts[j]!; e < starts[j + 1]!; e++) result[rowOf[e]!]! += values[e]! * xj;
  }
  return result;
}

/** A'y, length columns. */
export function transposeTimes(matrix: SparseMatrix, y: ArrayLike<number>): Float64Array {
  const result = new Float64Array(matrix.columns);
  const { starts, rowOf, values } = matrix;
  for (let j = 0; j < matrix.columns; j++) {
    let sum = 0;
    for (let e = starts[j]!; e < starts[j + 1]!; e++) sum += values[e]! * y[rowOf[e]!]!;
    result[j] = sum;
  }
  return result;
}

/** `upper` above `lower`; both with the same number of columns. */
export function stackRows(upper: SparseMatrix, lower: SparseMatrix): SparseMatrix {
  if (upper.columns !== lower.columns)
    throw new RangeError(`cannot stack ${upper.columns} columns on ${lower.columns}`);
  const count = upper.values.length + lower.values.length;
  const starts = new Int32Array(upper.columns + 1);
  const rowOf = new Int32Array(count);
  const values = new Float64Array(count);
  let next = 0;
  for (let j = 0; j < upper.columns; j++) {
    starts[j] = next;
    for (const [part, shift] of [
      [upper, 0],
      [lower, upper.rows],
    ] as const)
      for (let e = part.starts[j]!; e < part.starts[j + 1]!; e++, next++) {
        rowOf[next] = part.rowOf[e]! + shift;
        values[next] = part.values[e]!;
      }
  }
  starts[upper.columns] = next;
  return { rows: upper.rows + lower.rows, columns: upper.columns, starts, rowOf, values };
}
