import { clearingGap, gapTolerance } from './certificate.js';
import {
  LedgerError,
  roundingOf,
  type Delivery,
  type LedgerClearing,
  type LedgerOrder,
  type LedgerState,
} from './ledger.port.js';
import { fitsLane, FULL_FILL, LARGEST_PRICE_UNITS } from './units.js';

/**
 * Everything a clearing must satisfy before a ledger settles it; the contract checks the same, but for the highest
 * price, which is the clients'. Throws `LedgerError` with the first rule broken.
 */
export function checkClearing(
  state: LedgerState,
  clearing: LedgerClearing,
  deliveries: readonly Delivery[],
): void {
  const books = state.seats.map((seat) => seat.orders);
  checkLengths(state.prices.length, books, clearing);
  checkOffer(state, clearing);
  checkPrices(state.prices.length, clearing.prices, state.exact);
  books.forEach((orders, j) => checkFills(orders, clearing.fills[j]!, `seat ${j}`, true));
  checkFills(clearing.dealerOrders, clearing.dealerFills, 'the dealer', false);
  checkBalance(state, clearing, deliveries);
  checkRange(state, deliveries);
  checkPayments(state, clearing, deliveries);
  const gap = clearingGap(books, clearing);
  const tolerance = gapTolerance(books, clearing);
  if (gap > tolerance * FULL_FILL)
    throw new LedgerError('not-optimal', `duality gap ${gap / FULL_FILL} above ${tolerance} money units`);
}

/** Numbers for `m` resources and for each order of the seats' books and of the dealer. Throws `LedgerError`. */
export function checkLengths(
  m: number,
  books: readonly (readonly LedgerOrder[])[],
  { offer, prices, fills, dealerOrders, dealerFills }: LedgerClearing,
): void {
  const fits =
    offer.length === m &&
    prices.length === m &&
    fills.length === books.length &&
    books.every((book, seat) => fills[seat]!.length === book.length) &&
    dealerFills.length === dealerOrders.length &&
    dealerOrders.every(({ bundle }) => bundle.length === m);
  if (!fits)
    throw new LedgerError('wrong-length', `the clearing does not fit ${books.length} seats, ${m} resources`);
}

function checkOffer({ inventory }: LedgerState, { offer }: LedgerClearing): void {
  offer.forEach((quantity, r) => {
    if (quantity < 0n || quantity > inventory[r]!)
      throw new LedgerError('offer-out-of-range', `offer ${quantity} of resource ${r}, held ${inventory[r]}`);
  });
}

/** As many as there are resources, and within what ledgers express. Throws `LedgerError`. */
export function checkPrices(m: number, prices: readonly bigint[], exact = 0): void {
  if (prices.length !== m) throw new LedgerError('wrong-length', `${prices.length} prices, not ${m}`);
  prices.forEach((price, r) => {
    if (price < 0n && r >= exact) throw new LedgerError('negative-price', `price ${price} of resource ${r}`);
    if (price > LARGEST_PRICE_UNITS || price < -LARGEST_PRICE_UNITS)
      throw new LedgerError('price-out-of-range', `price ${price} of resource ${r}`);
  });
}

function checkFills(
  orders: readonly LedgerOrder[],
  fills: readonly bigint[],
  owner: string,
  convex: boolean,
): void {
  let limited = 0n;
  fills.forEach((fill, i) => {
    if (fill < 0n || fill > FULL_FILL)
      throw new LedgerError('fill-out-of-range', `fill ${fill} of order ${i} of ${owner}`);
    if (orders[i]!.kind === 'limited') limited += fill;
  });
  if (convex && limited > FULL_FILL)
    throw new LedgerError('convexity-broken', `limited orders of ${owner} are filled ${limited} in sum`);
}

/** Everything a seat and the dealer hold afterwards has its place in a ledger's integers. Throws `LedgerError`. */
export function checkRange(state: LedgerState, deliveries: readonly Delivery[]): void {
  const left = [...state.inventory];
  for (const { seat, delivered } of deliveries)
    delivered.forEach((quantity, r) => {
      left[r]! -= quantity;
      if (!fitsLane(quantity) || !fitsLane(state.seats[seat]!.allocation[r]! + quantity))
        throw new LedgerError('quantity-out-of-range', `seat ${seat} would get ${quantity} of resource ${r}`);
    });
  const r = left.findIndex((quantity) => !fitsLane(quantity));
  if (r >= 0) throw new LedgerError('quantity-out-of-range', `${left[r]} of resource ${r} would be left`);
}

/** Of an exact resource so many units may be left with the dealer in one clearing: rounding (1e-6 of a resource's unit). */
export const LEFT_BY_ROUNDING = 1_000n;

/**
 * Deliveries within the offer plus what the dealer sells itself; the inventory never goes below zero, and nobody leaves an
 * exact resource with the dealer.
 */
function checkBalance(state: LedgerState, clearing: LedgerClearing, deliveries: readonly Delivery[]): void {
  state.inventory.forEach((held, r) => {
    const delivered = deliveries.reduce((sum, delivery) => sum + delivery.delivered[r]!, 0n);
    let dealer = 0n;
    clearing.dealerOrders.forEach((order, i) => (dealer += order.bundle[r]! * clearing.dealerFills[i]!));
    const taken = delivered * FULL_FILL + dealer;
    const isLeft = r < (state.exact ?? 0) && taken < -LEFT_BY_ROUNDING * FULL_FILL;
    if (taken > clearing.offer[r]! * FULL_FILL || delivered > held || isLeft)
      throw new LedgerError(
        'over-delivery',
        `resource ${r}: ${delivered} delivered of ${clearing.offer[r]} offered`,
      );
  });
}

function checkPayments(state: LedgerState, clearing: LedgerClearing, deliveries: readonly Delivery[]): void {
  let received = 0n;
  for (const { seat, payment } of deliveries) {
    const { orders } = state.seats[seat]!;
    let allowed = 0n;
    orders.forEach((order, i) => {
      const fill = clearing.fills[seat]![i]!;
      if (fill > 0n) allowed += (order.limit + roundingOf(order)) * fill;
    });
    if (payment * FULL_FILL > allowed)
      throw new LedgerError('payment-above-lock', `seat ${seat} would pay ${payment}, above its limits`);
    received += payment;
  }
  // What it took in before may have to be given back at the final prices.
  const free = state.dealerCash - state.dealerEscrow;
  if (free + received < 0n)
    throw new LedgerError('dealer-overdrawn', `the dealer has ${free} and would pay ${-received}`);
}
