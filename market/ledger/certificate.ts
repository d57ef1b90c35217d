import type { LedgerClearing, LedgerOrder } from './ledger.port.js';
import { FULL_FILL, positivePart } from './units.js';

/**
 * Optimality of a clearing in integers (docs/market-rules.md, "Clearing"; weak duality): with
 * sigma_j = max(0, max_i (limit_i - p'bundle_i)) over a seat's limited orders, and a term of its
 * own for every unlimited and dealer order,
 *
 *     gap = p'offer + sum sigma - sum limit_i fill_i  >= 0,   = 0 exactly at an optimum,
 *
 * where prices below zero (of exact resources, whose fills never add up to less than nothing) count 0 in p'offer.
 *
 * Returns gap x FULL_FILL, money units x 1e18, so that nothing is rounded.
 */
export function clearingGap(books: readonly (readonly LedgerOrder[])[], clearing: LedgerClearing): bigint {
  const { prices, offer, fills, dealerOrders, dealerFills } = clearing;
  let primal = 0n;
  books.forEach((orders, seat) =>
    orders.forEach((order, i) => (primal += order.limit * (fills[seat]![i] ?? 0n))),
  );
  dealerOrders.forEach((order, i) => (primal += order.limit * (dealerFills[i] ?? 0n)));
  return dualValue(books, offer, dealerOrders, prices) * FULL_FILL - primal;
}

/** p'offer + sum sigma (prices of the offer below zero count 0), money units: no clearing of this book has more surplus, whatever `prices` are. */
export function dualValue(
  books: readonly (readonly LedgerOrder[])[],
  offer: readonly bigint[],
  dealerOrders: readonly LedgerOrder[],
  prices: readonly bigint[],
): bigint {
  // What the dealer has costs nothing to keep.
  let dual = dotUnits(prices.map(positivePart), offer);
  const positiveExcess = ({ limit, bundle }: LedgerOrder): bigint =>
    positivePart(limit - dotUnits(prices, bundle));
  for (const orders of books) {
    dual += sigmaOf(orders, prices);
    for (const order of orders) if (order.kind === 'unlimited') dual += positiveExcess(order);
  }
  for (const order of dealerOrders) dual += positiveExcess(order);
  return dual;
}

/** sigma_j of a seat with these orders, money units. */
export function sigmaOf(orders: readonly LedgerOrder[], prices: readonly bigint[]): bigint {
  let sigma = 0n;
  for (const order of orders) {
    if (order.kind === 'unlimited') continue;
    const excess = order.limit - dotUnits(prices, order.bundle);
    if (excess > sigma) sigma = excess;
  }
  return sigma;
}

/**
 * Largest gap (money units) an honest clearing can show: prices are rounded to whole units, which
 * moves the offer's value, and the excess of every order that is no worse than marginal, by at most one
 * price unit per quantity unit; on top come the solver's residuals, below one part in 1e9 of the filled
 * limits. The dealer's own orders are bound by nothing and count nothing: they must not pad it.
 */
export function gapTolerance(books: readonly (readonly LedgerOrder[])[], clearing: LedgerClearing): bigint {
  const { offer, prices, fills } = clearing;
  let quantity = sumAbsolute(offer);
  let limits = 0n;
  books.forEach((orders, seat) =>
    orders.forEach((order, i) => {
      const size = sumAbsolute(order.bundle);
      if (order.limit - dotUnits(prices, order.bundle) >= -size) quantity += size;
      const fill = fills[seat]![i]!;
      if (fill > 0n) limits += absolute(order.limit) * fill;
    }),
  );
  return quantity + limits / (1_000_000_000n * FULL_FILL);
}

export function dotUnits(a: readonly bigint[], b: readonly bigint[]): bigint {
  let sum = 0n;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function sumAbsolute(values: readonly bigint[]): bigint {
  return values.reduce((sum, value) => sum + absolute(value), 0n);
}
