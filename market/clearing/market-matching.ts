import type { LedgerOrder } from '../ledger/ledger.port.js';
import { moneyToNumber, quantitiesToNumbers } from '../ledger/units.js';
import { sharedLower, supportedPrices } from '../lp/exact-rows.js';
import type { LinearProblem } from '../lp/linear-problem.js';
import type { LpModelOptions, LpSolver } from '../lp/lp-solver.port.js';
import { provenOptima } from '../lp/proven-optima.js';
import type { SparseMatrix } from '../lp/sparse-matrix.js';

/** One column of the matching problem: an order of a seat, or (seat = null) of the dealer. */
export interface MatchingColumn {
  readonly seat: number | null;
  readonly kind: 'limited' | 'unlimited';
  /** largest quantity, units, at least 1: the column's variable runs to this at fill 1, so that the solver's
   *  tolerance on it is one on quantities */
  readonly size: number;
  /** nonzero quantities at fill 1 */
  readonly rowOf: Int32Array;
  readonly values: Float64Array;
  /** money at fill 1 */
  readonly limit: number;
}

/**
 * The market matching problem (docs/market-rules.md, "Clearing"):
 *
 *     max sum l y   s.t.  sum w y <= offer  (p, m rows),  sum of a seat's limited y <= 1  (sigma),
 *                         0 <= y <= 1 (an unlimited order's y = 1 is its cap)
 *
 * and for exact resources, which nobody can leave with the dealer, sum w y >= 0.
 */
export interface MatchingProblem {
  readonly offer: Float64Array;
  readonly columns: readonly MatchingColumn[];
  /** seats that have limited orders, in the order of the convexity rows */
  readonly convexSeats: readonly number[];
  /** how many of the first resources are exact */
  readonly exact: number;
}

export interface MatchingOptimum {
  /** per column */
  readonly fills: Float64Array;
  /** total surplus, money: sum l y */
  readonly surplus: number;
  /** m duals of the resource rows at the solver's vertex, >= 0 but for exact resources */
  readonly duals: Float64Array;
}

/** A tenth of a quantity unit, in the problem's own units, so that rounding down never over-delivers. */
export const MATCHING_PRECISION: LpModelOptions = { tolerance: 1e-10, scaling: false };

/** Quantities (units) below this are rounding dust and count as zero. */
export const NO_QUANTITY = 1e-7;
/** Likewise the part of a limited order, or of a seat's convexity row. */
export const NO_FILL = 1e-9;

/**
 * A fill below this is solver noise: no trade anybody means. Price rule and settlement must agree on it,
 * or an order would pay a price that was set as if it had not traded.
 */
export function noiseOf({ kind, size }: MatchingColumn): number {
  return kind === 'limited' ? NO_FILL : NO_QUANTITY / size;
}

export function matchingProblem(
  offer: Float64Array,
  books: readonly (readonly LedgerOrder[])[],
  dealerOrders: readonly LedgerOrder[],
  exact = 0,
): MatchingProblem {
  const convexSeats = books.flatMap((book, seat) =>
    book.some((order) => order.kind === 'limited') ? [seat] : [],
  );
  const columns = [
    ...books.flatMap((book, seat) => book.map((order) => columnOf(order, seat))),
    ...dealerOrders.map((order) => columnOf({ ...order, kind: 'unlimited' }, null)),
  ];
  return { offer, columns, convexSeats, exact };
}

function columnOf(order: LedgerOrder, seat: number | null): MatchingColumn {
  const quantities = quantitiesToNumbers(order.bundle);
  const rowOf = new Int32Array(quantities.length);
  const values = new Float64Array(quantities.length);
  let count = 0;
  let largest = 1;
  for (let r = 0; r < quantities.length; r++) {
    const quantity = quantities[r]!;
    if (quantity === 0) continue;
    rowOf[count] = r;
    values[count++] = quantity;
    largest = Math.max(largest, Math.abs(quantity));
  }
  return {
    seat,
    kind: order.kind,
    size: largest,
    rowOf: rowOf.subarray(0, count),
    values: values.subarray(0, count),
    limit: moneyToNumber(order.limit),
  };
}

/** Proven optima as different methods of the solver find them, in a fixed order; `failed` is told of the others. */
export function* matchingOptima(
  problem: MatchingProblem,
  solver: LpSolver,
  failed: (reason: string) => void,
): Generator<MatchingOptimum, void, undefined> {
  const m = problem.offer.length;
  if (problem.columns.length === 0) {
    yield { fills: new Float64Array(0), surplus: 0, duals: new Float64Array(m) };
    return;
  }
  for (const optimum of provenOptima(asLinearProblem(problem), MATCHING_PRECISION, solver, failed))
    yield {
      fills: optimum.x.map((value, i) => Math.min(1, Math.max(0, value / problem.columns[i]!.size))),
      surplus: -optimum.objective,
      duals: supportedPrices(optimum.rowDuals.subarray(0, m), problem.exact),
    };
}

function asLinearProblem({ offer, columns, convexSeats, exact }: MatchingProblem): LinearProblem {
  const m = offer.length;
  const convexity = convexityRows(columns, convexSeats, m);
  return {
    cost: Float64Array.from(columns, (column) => -column.limit / column.size),
    columnLower: new Float64Array(columns.length),
    // The convexity row bounds limited orders; on their own they have no bound.
    columnUpper: Float64Array.from(columns, ({ kind, size }) => (kind === 'limited' ? Infinity : size)),
    matrix: matrixOf(columns, m + convexSeats.length, convexity),
    rowLower: sharedLower(new Float64Array(m + convexSeats.length), exact),
    rowUpper: Float64Array.from({ length: m + convexSeats.length }, (_, row) =>
      row < m ? offer[row]! : convexity.get(convexSeats[row - m]!)!.size,
    ),
  };
}

/** A seat's convexity row sum y <= 1, written as sum size * y <= size with the largest size of its orders. */
interface ConvexityRow {
  readonly row: number;
  size: number;
}

function convexityRows(
  columns: readonly MatchingColumn[],
  convexSeats: readonly number[],
  firstRow: number,
): ReadonlyMap<number, ConvexityRow> {
  const rows = new Map(
    convexSeats.map((seat, index): [number, ConvexityRow] => [seat, { row: firstRow + index, size: 1 }]),
  );
  for (const { seat, kind, size } of columns) {
    const row = seat !== null && kind === 'limited' ? rows.get(seat) : undefined;
    if (row) row.size = Math.max(row.size, size);
  }
  return rows;
}

function matrixOf(
  columns: readonly MatchingColumn[],
  rows: number,
  convexity: ReadonlyMap<number, ConvexityRow>,
): SparseMatrix {
  const starts = new Int32Array(columns.length + 1);
  columns.forEach((column, j) => {
    starts[j + 1] = starts[j]! + column.rowOf.length + (column.kind === 'limited' ? 1 : 0);
  });
  const rowOf = new Int32Array(starts[columns.length]!);
  const values = new Float64Array(rowOf.length);
  columns.forEach((column, j) => {
    rowOf.set(column.rowOf, starts[j]);
    values.set(
      column.values.map((quantity) => quantity / column.size),
      starts[j],
    );
    if (column.kind === 'limited') {
      const { row, size } = convexity.get(column.seat!)!;
      rowOf[starts[j + 1]! - 1] = row;
      values[starts[j + 1]! - 1] = size / column.size;
    }
  });
  return { rows, columns: columns.length, starts, rowOf, values };
}
