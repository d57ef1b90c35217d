import { MarketError } from '../errors.js';
import { dot } from '../ledger/certificate.js';
import { deliveriesOf } from '../ledger/deliveries.js';
import { roundingOf, type LedgerOrder, type LedgerState } from '../ledger/ledger.port.js';
import { fillDown, FULL_FILL } from '../ledger/units.js';
import type { MatchingProblem } from './market-matching.js';

export interface IntegerFills {
  /** fills[seat][order] */
  readonly fills: bigint[][];
  readonly dealerFills: bigint[];
}

const ATTEMPTS = 50;

/**
 * Turns the solver's fills into ledger fills under which no resource is over-delivered and nobody
 * pays above its limit. Rounding down is nearly always enough. Orders so small that the solver's
 * residual in the price is all their surplus are left unfilled; where a residual exceeds a quantity
 * unit, the largest taker of the short resource gives up the difference. Throws `MarketError` if that
 * does not end.
 */
export function fitFills(
  problem: MatchingProblem,
  fills: Float64Array,
  state: LedgerState,
  supply: { readonly offer: readonly bigint[]; readonly orders: readonly LedgerOrder[] },
  prices: readonly bigint[],
): IntegerFills {
  const result = roundDown(problem, fills, state.seats.length, supply.orders.length);
  const books = state.seats.map((seat) => seat.orders);
  leaveUnpayable(books, result.fills, prices);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const short = shortages(books, result, supply);
    if (short.length === 0) return result;
    for (const { resource, excess } of short) giveUp(books, result.fills, resource, excess);
  }
  throw new MarketError('solver-failed', 'the clearing problem was not solved precisely enough to settle');
}

function roundDown(problem: MatchingProblem, fills: Float64Array, seats: number, dealer: number): IntegerFills {
  const result: IntegerFills = { fills: Array.from({ length: seats }, () => []), dealerFills: [] };
  problem.columns.forEach((column, i) => {
    const target = column.seat === null ? result.dealerFills : result.fills[column.seat]!;
    target.push(fillDown(fills[i]!));
  });
  if (result.dealerFills.length !== dealer) throw new MarketError('solver-failed', 'dealer orders were lost');
  keepConvex(problem, result.fills);
  return result;
}

/** A seat's limited fills may exceed 1 by the solver's tolerance; the largest one takes it back. */
function keepConvex(problem: MatchingProblem, fills: bigint[][]): void {
  const limited = new Map<number, number[]>();
  const position = new Map<number, number>();
  for (const column of problem.columns) {
    if (column.seat === null) continue;
    const index = position.get(column.seat) ?? 0;
    position.set(column.seat, index + 1);
    if (column.kind === 'limited') limited.set(column.seat, [...(limited.get(column.seat) ?? []), index]);
  }
  for (const [seat, indices] of limited) {
    const own = fills[seat]!;
    const excess = indices.reduce((sum, index) => sum + own[index]!, 0n) - FULL_FILL;
    if (excess <= 0n) continue;
    const largest = indices.reduce((a, b) => (own[b]! > own[a]! ? b : a));
    own[largest]! -= excess;
  }
}

function leaveUnpayable(
  books: readonly (readonly LedgerOrder[])[],
  fills: bigint[][],
  prices: readonly bigint[],
): void {
  books.forEach((orders, seat) =>
    orders.forEach((order, index) => {
      if (fills[seat]![index]! > 0n && dot(prices, order.bundle) > order.limit + roundingOf(order))
        fills[seat]![index] = 0n;
    }),
  );
}

function shortages(
  books: readonly (readonly LedgerOrder[])[],
  { fills, dealerFills }: IntegerFills,
  supply: { readonly offer: readonly bigint[]; readonly orders: readonly LedgerOrder[] },
): { resource: number; excess: bigint }[] {
  const deliveries = deliveriesOf(books, { fills, prices: supply.offer.map(() => 0n) });
  return supply.offer.flatMap((offered, resource) => {
    let taken = 0n;
    for (const { delivered } of deliveries) taken += delivered[resource]!;
    let dealer = 0n;
    supply.orders.forEach((order, i) => (dealer += order.bundle[resource]! * dealerFills[i]!));
    const excess = (taken - offered) * FULL_FILL + dealer;
    return excess > 0n ? [{ resource, excess: excess / FULL_FILL + 1n }] : [];
  });
}

function giveUp(books: readonly (readonly LedgerOrder[])[], fills: bigint[][], resource: number, excess: bigint): void {
  let taker: { seat: number; index: number; taken: bigint } | undefined;
  books.forEach((orders, seat) =>
    orders.forEach((order, index) => {
      const taken = order.bundle[resource]! * fills[seat]![index]!;
      if (taken > (taker?.taken ?? 0n)) taker = { seat, index, taken };
    }),
  );
  if (!taker) return; // an earlier cut in this pass has settled it
  const { seat, index } = taker;
  const cut = (excess * FULL_FILL) / books[seat]![index]!.bundle[resource]! + 1n;
  const fill = fills[seat]![index]!;
  fills[seat]![index] = fill > cut ? fill - cut : 0n;
}
