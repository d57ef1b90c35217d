import { MarketError } from '../errors.js';
import { LARGEST_PRICE } from '../ledger/units.js';
import { MalformedProblemError, type LinearProblem } from '../lp/linear-problem.js';
import type { LpSolver } from '../lp/lp-solver.port.js';
import type { SparseMatrix } from '../lp/sparse-matrix.js';
import {
  MATCHING_PRECISION,
  NO_FILL,
  NO_QUANTITY,
  noiseOf,
  type MatchingColumn,
  type MatchingOptimum,
  type MatchingProblem,
} from './market-matching.js';

/** The ends of the face: the sign that its weights are minimised with. */
const LOW = 1;
const HIGH = -1;

/**
 * The price rule at degenerate optima. Every p of the dual face clears the market at the same
 * surplus; the choice only moves money. Ours: **the middle between the face's lowest and its
 * highest price vector**, low and high measured by sum g_r p_r with slightly uneven weights g_r in
 * [1, 1.1) (they make both ends unique, so that neither the solver's path nor the order of the
 * book decides). Prices above `priceCaps` are left out; a resource that nobody names keeps its price.
 */
export function clearingPrices(
  problem: MatchingProblem,
  optimum: MatchingOptimum,
  previous: Float64Array,
  solver: LpSolver,
): Float64Array {
  const faceUpTo = (caps: Float64Array): LinearProblem => dualFace(problem, optimum, previous, caps);
  const caps = priceCaps(problem, previous);
  const ends = endsOf(faceUpTo(caps), solver, [LOW, HIGH]) ?? endsAboveCaps(faceUpTo, caps, solver);
  // The vertex the matching ended in is a clearing price too: the fallback where rounding empties the face.
  if (!ends) return optimum.duals;
  const [low, high] = ends as [Float64Array, Float64Array];
  return previous.map((_, r) => {
    const middle = (low[r]! + high[r]!) / 2;
    return r < problem.exact ? middle : Math.max(0, middle);
  });
}

/**
 * The ends where the caps leave none of the face: what is bought at the keenest price may cost more together with
 * what is exchanged for it. Each cap rises to the face's own lowest price vector, so that neither the vertex which
 * the matching ended in nor the order of the book decides.
 */
function endsAboveCaps(
  faceUpTo: (caps: Float64Array) => LinearProblem,
  caps: Float64Array,
  solver: LpSolver,
): readonly Float64Array[] | null {
  const [low] = endsOf(faceUpTo(caps.map(() => Infinity)), solver, [LOW]) ?? [];
  return low ? endsOf(faceUpTo(caps.map((cap, r) => Math.max(cap, low[r]!))), solver, [LOW, HIGH]) : null;
}

/** The ends asked for, or null where the solver finds none: it refuses the problem, or gives no number. */
function endsOf(
  face: LinearProblem,
  solver: LpSolver,
  signs: readonly (typeof LOW | typeof HIGH)[],
): readonly Float64Array[] | null {
  try {
    const model = solver.createModel(face, MATCHING_PRECISION);
    try {
      const ends: Float64Array[] = [];
      for (const sign of signs) {
        model.setCosts(face.cost.map((weight) => sign * weight));
        const outcome = model.solve();
        if (outcome.status !== 'optimal' || !outcome.x.every(Number.isFinite)) return null;
        ends.push(outcome.x);
      }
      return ends;
    } finally {
      model.dispose();
    }
  } catch (error) {
    if (error instanceof MarketError || error instanceof MalformedProblemError) return null;
    throw error;
  }
}

/**
 * The dual face by complementary slackness with the optimal fills y; columns p (m), sigma (one per
 * seat with limited orders); `cost` holds the weights of the prices:
 *
 *     limited    p'w_i + sigma_j >= l_i, with equality where y_i > 0; sigma_j = 0 where sum y < 1
 *     unlimited  p'w_i >= l_i where y_i < 1, p'w_i <= l_i where y_i > 0
 *     p_r = 0 where the offer of r is not used up; of an exact resource p_r <= 0 there if none of it is, p_r of
 *     either sign where nothing was on offer
 */
function dualFace(
  problem: MatchingProblem,
  optimum: MatchingOptimum,
  previous: Float64Array,
  caps: Float64Array,
): LinearProblem {
  const { offer, columns, convexSeats, exact } = problem;
  const m = offer.length;
  const sigmaOf = new Map(convexSeats.map((seat, index) => [seat, m + index]));
  const filled = new Float64Array(convexSeats.length);
  const left = offer.slice();
  const rowLower = new Float64Array(columns.length);
  const rowUpper = new Float64Array(columns.length);
  columns.forEach((column, i) => {
    const fill = optimum.fills[i]!;
    column.rowOf.forEach((r, e) => (left[r]! -= column.values[e]! * fill));
    const zero = noiseOf(column);
    rowLower[i] = column.kind === 'limited' || fill < 1 - zero ? column.limit : -Infinity;
    rowUpper[i] = fill > zero ? column.limit : Infinity;
    if (column.kind === 'unlimited') return;
    filled[sigmaOf.get(column.seat!)! - m]! += fill;
  });
  const named = new Uint8Array(m);
  for (const column of columns) for (const r of column.rowOf) named[r] = 1;
  const size = m + convexSeats.length;
  const mayBeNegative = (r: number): boolean => r < exact && offer[r]! - left[r]! <= NO_QUANTITY;
  return {
    cost: Float64Array.from({ length: size }, (_, c) =>
      c < m ? 1 + 0.1 * ((c * 0.6180339887498949) % 1) : 0,
    ),
    columnLower: Float64Array.from({ length: size }, (_, c) => {
      if (c >= m) return 0;
      if (!named[c]) return left[c]! <= NO_QUANTITY ? previous[c]! : 0;
      return mayBeNegative(c) ? -caps[c]! : 0;
    }),
    columnUpper: Float64Array.from({ length: size }, (_, c) => {
      if (c >= m) return filled[c - m]! < 1 - NO_FILL ? 0 : Infinity;
      if (left[c]! > NO_QUANTITY) return 0;
      return named[c] ? caps[c]! : previous[c]!;
    }),
    matrix: faceMatrix(columns, size, sigmaOf),
    rowLower,
    rowUpper,
  };
}

/** A row per order: its bundle, and 1 for its seat's sigma if it is limited. Column by column. */
function faceMatrix(
  orders: readonly MatchingColumn[],
  columns: number,
  sigmaOf: ReadonlyMap<number, number>,
): SparseMatrix {
  const sigma = ({ kind, seat }: MatchingColumn): number => (kind === 'limited' ? sigmaOf.get(seat!)! : -1);
  const starts = new Int32Array(columns + 1);
  for (const order of orders) {
    for (const r of order.rowOf) starts[r + 1]!++;
    if (sigma(order) >= 0) starts[sigma(order) + 1]!++;
  }
  for (let c = 0; c < columns; c++) starts[c + 1]! += starts[c]!;
  const rowOf = new Int32Array(starts[columns]!);
  const values = new Float64Array(rowOf.length);
  const next = starts.slice();
  const put = (row: number, column: number, value: number): void => {
    const entry = next[column]!++;
    rowOf[entry] = row;
    values[entry] = value;
  };
  orders.forEach((order, i) => {
    order.rowOf.forEach((r, e) => put(i, r, order.values[e]!));
    if (sigma(order) >= 0) put(i, sigma(order), 1);
  });
  return { rows: orders.length, columns, starts, rowOf, values };
}

/**
 * The price cap per resource: the most that any order in the book could pay for one unit if it got
 * all else for nothing, within what a ledger's prices can express; never below the last price. Of an exact resource
 * it bounds prices of either sign, so what sellers would pay counts as well.
 */
function priceCaps({ columns, exact }: MatchingProblem, previous: Float64Array): Float64Array {
  const caps = previous.map((price, r) => (r < exact ? Math.abs(price) : price));
  for (const { limit, rowOf, values } of columns)
    rowOf.forEach((r, e) => {
      const quantity = r < exact ? Math.abs(values[e]!) : values[e]!;
      const money = r < exact ? Math.abs(limit) : limit;
      if (money > 0 && quantity > NO_QUANTITY)
        caps[r] = Math.max(caps[r]!, Math.min(LARGEST_PRICE, money / quantity));
    });
  return caps;
}
