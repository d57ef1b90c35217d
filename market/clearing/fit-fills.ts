import { MarketError } from '../errors.js';
import { deliveriesOf } from '../ledger/deliveries.js';
import type { LedgerOrder } from '../ledger/ledger.port.js';
import { fillDown, FULL_FILL } from '../ledger/units.js';
import { noiseOf, type MatchingProblem } from './market-matching.js';

export interface IntegerFills {
  /** fills[seat][order] */
  readonly fills: bigint[][];
  readonly dealerFills: bigint[];
}

/** What is being cleared, in ledger units. */
export interface OpenMarket {
  readonly books: readonly (readonly LedgerOrder[])[];
  readonly offer: readonly bigint[];
  readonly dealerOrders: readonly LedgerOrder[];
}

const ATTEMPTS = 20;
/** Most of an order's fill that may be given up: beyond, it is no rounding any more. */
const LARGEST_CUT = FULL_FILL / 1_000_000n;

/**
 * Turns the solver's fills into ledger fills under which no resource is over-delivered. Rounding
 * deliveries down nearly always leaves enough room. Where it does not, the largest taker of the
 * short resource gives up the difference. Noise is taken off first: it would clear its owner's book for
 * nothing, and make it pay beyond its limit. null if more than rounding would have to be given up.
 */
export function fitFills(
  problem: MatchingProblem,
  fills: Float64Array,
  market: OpenMarket,
): IntegerFills | null {
  return fitAllFills(problem, withoutNoise(problem, fills), market) ?? fitAllFills(problem, fills, market);
}

export function withoutNoise({ columns }: MatchingProblem, fills: Float64Array): Float64Array {
  return fills.map((fill, i) => (fill < noiseOf(columns[i]!) ? 0 : fill));
}

/** Likewise with all that the solver fills, the noise too. */
export function fitAllFills(
  problem: MatchingProblem,
  fills: Float64Array,
  market: OpenMarket,
): IntegerFills | null {
  return withinOffer(roundDown(problem, fills, market), market);
}

/** `result` with its shortages given up by their largest takers, or null if that does not end. */
export function withinOffer(result: IntegerFills, market: OpenMarket): IntegerFills | null {
  const positions = positionsOf(market, result);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const short = shortages(market, result);
    if (short.length === 0) return result;
    for (const { resource, excess } of short)
      if (!giveMore(positions, resource, excess) && !giveUp(positions, resource, excess)) return null;
  }
  return null;
}

/** An order and where its fill stands. */
export interface OrderFill {
  /** null: the dealer */
  readonly seat: number | null;
  readonly bundle: readonly bigint[];
  readonly limit: bigint;
  readonly fills: bigint[];
  readonly index: number;
  /** its fill is bound to no other order's */
  readonly free: boolean;
  /** it delivers to the last fraction of a unit, where a seat gets whole units */
  readonly exact: boolean;
}

export function positionsOf(market: OpenMarket, result: IntegerFills): OrderFill[] {
  return [
    ...market.books.flatMap((orders, seat) =>
      orders.map(({ bundle, limit, kind }, index) => ({
        ...{ seat, bundle, limit },
        index,
        fills: result.fills[seat]!,
        free: kind === 'unlimited',
        exact: false,
      })),
    ),
    ...market.dealerOrders.map(({ bundle, limit }, index) => ({
      ...{ seat: null, bundle, limit },
      index,
      fills: result.dealerFills,
      free: true,
      exact: true,
    })),
  ];
}

/** By how much its fill must change for `excess` of `resource`: fractions of a unit only where they count. */
function changeOf({ bundle, exact }: OrderFill, resource: number, excess: bigint): bigint {
  const quantity = bundle[resource]! < 0n ? -bundle[resource]! : bundle[resource]!;
  return (exact ? excess : (excess / FULL_FILL + 1n) * FULL_FILL) / quantity + 1n;
}

function tradesOnly(resource: number, { bundle }: OrderFill): boolean {
  return bundle.every((quantity, r) => r === resource || quantity === 0n);
}

/**
 * Raises the fill of an order that sells nothing but `resource` (the grid's, a dealer's) and is filled in
 * part, so that it gives `excess` more: at its price it does not mind. False if there is none.
 */
function giveMore(positions: readonly OrderFill[], resource: number, excess: bigint): boolean {
  for (const position of positions) {
    const { bundle, fills, index, free } = position;
    const fill = fills[index]!;
    if (!free || fill === 0n || bundle[resource]! >= 0n || !tradesOnly(resource, position)) continue;
    const raised = fill + changeOf(position, resource, excess);
    if (raised > FULL_FILL) continue;
    fills[index] = raised;
    return true;
  }
  return false;
}

/**
 * Cuts the fill of one taker of `resource` by `excess`: the largest among those that trade nothing else, so that
 * nothing else moves; where that would be no rounding for any of them, the largest of the others. False where it is
 * none for anybody.
 */
function giveUp(positions: readonly OrderFill[], resource: number, excess: bigint): boolean {
  const takers = positions.filter(({ bundle, fills, index }) => bundle[resource]! > 0n && fills[index]! > 0n);
  if (takers.length === 0) return true; // an earlier cut of this pass has settled it
  const plain = takers.filter((taker) => tradesOnly(resource, taker));
  const others = takers.filter((taker) => !plain.includes(taker));
  const taken = ({ bundle, fills, index }: OrderFill): bigint => bundle[resource]! * fills[index]!;
  const largestFirst = (a: OrderFill, b: OrderFill): number => Number(taken(b) - taken(a));
  for (const taker of [...plain.sort(largestFirst), ...others.sort(largestFirst)]) {
    const cut = changeOf(taker, resource, excess);
    if (cut > LARGEST_CUT) continue;
    const { fills, index } = taker;
    fills[index] = fills[index]! > cut ? fills[index]! - cut : 0n;
    return true;
  }
  return false;
}

/** Columns come in book order, seat by seat, then the dealer's. */
export function roundDown(problem: MatchingProblem, fills: Float64Array, market: OpenMarket): IntegerFills {
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

/** What is taken beyond the offer, quantity units x FULL_FILL. */
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
    return excess > 0n ? [{ resource, excess }] : [];
  });
}
