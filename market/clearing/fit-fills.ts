import { MarketError } from '../errors.js';
import { deliveriesOf } from '../ledger/deliveries.js';
import type { LedgerOrder } from '../ledger/ledger.port.js';
import { fillDown, FULL_FILL } from '../ledger/units.js';
import type { MatchingProblem } from './market-matching.js';

export interface IntegerFills {
  /** fills[seat][order] */
  readonly fills: bigint[][];
  readonly dealerFills: readonly bigint[];
}

/** What is being cleared, in ledger units. */
export interface OpenMarket {
  readonly books: readonly (readonly LedgerOrder[])[];
  readonly offer: readonly bigint[];
  readonly dealerOrders: readonly LedgerOrder[];
}

/** A limited fill below this is solver noise or rounding dust: no trade anybody means. */
const NOISE = 1e-9;
const ATTEMPTS = 50;

/**
 * Turns the solver's fills into ledger fills under which no resource is over-delivered. Rounding
 * deliveries down nearly always leaves enough room. Noise is taken off where that leaves no resource
 * short (it would clear its owner's book for nothing). Where the solver's residual exceeds a quantity
 * unit, the largest taker of the short resource gives up the difference. Throws `MarketError` if that
 * does not end.
 */
export function fitFills(problem: MatchingProblem, fills: Float64Array, market: OpenMarket): IntegerFills {
  const clean = roundDown(
    problem,
    fills.map((fill, i) => (fill < NOISE && problem.columns[i]!.kind === 'limited' ? 0 : fill)),
    market,
  );
  if (shortages(market, clean).length === 0) return clean;
  const result = roundDown(problem, fills, market);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const short = shortages(market, result);
    if (short.length === 0) return result;
    for (const { resource, excess } of short) giveUp(market.books, result.fills, resource, excess);
  }
  throw new MarketError('solver-failed', 'the clearing problem was not solved precisely enough to settle');
}

/** Cuts the fill of the largest taker of `resource` by `excess` quantity units. */
function giveUp(books: OpenMarket['books'], fills: bigint[][], resource: number, excess: bigint): void {
  let taker: { seat: number; index: number; taken: bigint } | undefined;
  books.forEach((orders, seat) =>
    orders.forEach((order, index) => {
      const taken = order.bundle[resource]! * fills[seat]![index]!;
      if (taken > (taker?.taken ?? 0n)) taker = { seat, index, taken };
    }),
  );
  if (!taker) return; // an earlier cut of this pass has settled it
  const { seat, index } = taker;
  const cut = (excess * FULL_FILL) / books[seat]![index]!.bundle[resource]! + 1n;
  const fill = fills[seat]![index]!;
  fills[seat]![index] = fill > cut ? fill - cut : 0n;
}

/** Columns come in book order, seat by seat, then the dealer's. */
function roundDown(problem: MatchingProblem, fills: Float64Array, market: OpenMarket): IntegerFills {
  let next = 0;
  const take = (orders: readonly LedgerOrder[]): bigint[] => orders.map(() => fillDown(fills[next++]!));
  const seats = market.books.map((book) => keepConvex(book, take(book)));
  const dealerFills = take(market.dealerOrders);
  if (next !== problem.columns.length)
    throw new MarketError('solver-failed', `${next} orders for ${problem.columns.length} columns`);
  return { fills: seats, dealerFills };
}

/** A seat's limited fills may exceed 1 by the solver's tolerance; the largest one takes it back. */
function keepConvex(orders: readonly LedgerOrder[], fills: bigint[]): bigint[] {
  let sum = 0n;
  let largest = -1;
  orders.forEach(({ kind }, index) => {
    if (kind !== 'limited') return;
    sum += fills[index]!;
    if (largest < 0 || fills[index]! > fills[largest]!) largest = index;
  });
  if (sum > FULL_FILL) fills[largest]! -= sum - FULL_FILL;
  return fills;
}

function shortages(
  { books, offer, dealerOrders }: OpenMarket,
  { fills, dealerFills }: IntegerFills,
): { resource: number; excess: bigint }[] {
  const deliveries = deliveriesOf(books, { fills, prices: offer.map(() => 0n) });
  return offer.flatMap((offered, resource) => {
    let taken = 0n;
    for (const { delivered } of deliveries) taken += delivered[resource]!;
    let dealer = 0n;
    dealerOrders.forEach((order, i) => (dealer += order.bundle[resource]! * dealerFills[i]!));
    const excess = (taken - offered) * FULL_FILL + dealer;
    return excess > 0n ? [{ resource, excess: excess / FULL_FILL + 1n }] : [];
  });
}
