/** A pivot below this share of the first is rounding. */
const NO_PIVOT = 1e-9;

/**
 * An x (as many as `columns`, finite) with `rows` x = `right` as far as there is one, by elimination with complete pivoting: rows that say the same as
 * others are passed over, and so are columns that need not change.
 */
export function solveLoosely(
  columns: number,
  rows: readonly (readonly number[])[],
  right: readonly number[],
): Float64Array {
  const x = new Float64Array(columns);
  const left = rows.map((row, i) => Float64Array.of(...row, right[i]!));
  const pivots: { readonly row: Float64Array; readonly column: number }[] = [];
  let least = 0;
  for (;;) {
    const pivot = largestOf(left, x.length);
    if (!pivot || pivot.size <= least) break;
    least ||= pivot.size * NO_PIVOT;
    const [row] = left.splice(pivot.index, 1) as [Float64Array];
    const { column } = pivot;
    for (const other of left) {
      const factor = other[column]! / row[column]!;
      if (factor === 0) continue;
      for (let c = 0; c <= x.length; c++) other[c]! -= factor * row[c]!;
      other[column] = 0;
    }
    pivots.push({ row, column });
  }
  for (const { row, column } of pivots.reverse()) {
    let rest = row[x.length]!;
    for (let c = 0; c < x.length; c++) if (c !== column) rest -= row[c]! * x[c]!;
    x[column] = rest / row[column]!;
  }
  return x.map((value) => (Number.isFinite(value) ? value : 0));
}

function largestOf(
  rows: readonly Float64Array[],
  columns: number,
): { readonly index: number; readonly column: number; readonly size: number } | null {
  let found: { index: number; column: number; size: number } | null = null;
  rows.forEach((row, index) => {
    for (let column = 0; column < columns; column++) {
      const size = Math.abs(row[column]!);
      if (size > (found?.size ?? 0)) found = { index, column, size };
    }
  });
  return found;
}
