import type { BidderOrder } from '#market/double-auction/bidders.port.js';
import type { DealerQuote, SeatOrder } from '#market/traders.port.js';
import { unfit } from '../calls/reply-checks.js';

/** kind, limit, cap, key before the bundle */
const HEAD = 4;

// What guest/answers.ts packed. Of it no length is believed; whether its numbers make orders, the parent finds out.

/** What to cancel, and at most `most` orders. Throws `InvalidAnswerError`. */
export function unpackBid(numbers: Float64Array, m: number, most: number): UnpackedBid {
  const [how, keys] = numbers;
  if (keys === undefined || !Number.isInteger(keys) || keys < 0 || keys > numbers.length - 3) return unfit();
  const orders = unpackOrders(numbers.subarray(2 + keys), m, most);
  if (how === 1) return { orders, cancel: 'all' };
  return how === 2 ? { orders, cancel: numbers.slice(2, 2 + keys) } : { orders };
}

/** As it goes to the parent. */
export interface UnpackedBid {
  readonly orders: SeatOrder[];
  readonly cancel?: 'all' | Float64Array;
}

/** At most `most` orders. Throws `InvalidAnswerError`. */
function unpackOrders(numbers: Float64Array, m: number, most: number): SeatOrder[] {
  const count = numbers[0];
  if (count === undefined || !Number.isInteger(count) || count > most) return unfit();
  if (numbers.length !== 1 + count * (HEAD + m)) return unfit();
  return Array.from({ length: count }, (_, index) => {
    const at = 1 + index * (HEAD + m);
    const bundle = numbers.slice(at + HEAD, at + HEAD + m);
    const limit = numbers[at + 1]!;
    const key = numbers[at + 3] === 0 ? {} : { key: numbers[at + 3]! };
    return numbers[at] === 1
      ? { bundle, limit, kind: 'unlimited', cap: numbers[at + 2]!, ...key }
      : { bundle, limit, kind: 'limited', ...key };
  });
}

/** A dealer may always send one order per resource. */
export function unpackQuote(numbers: Float64Array, m: number, most: number): DealerQuote {
  return { offer: numbers.slice(0, m), orders: unpackOrders(numbers.subarray(m), m, Math.max(m, most)) };
}

export function unpackAnnouncement(numbers: Float64Array): Float64Array | null {
  return numbers.length === 0 ? null : numbers;
}

/** null: no order */
export function unpackAuctionOrder(numbers: Float64Array): BidderOrder | null {
  if (numbers.length === 0) return null;
  const [side, amount, price, second] = numbers;
  if (numbers.length !== 4) return unfit();
  const all = amount === -1 ? {} : { amount: amount! };
  return side === 1
    ? { side: 'bid', prices: { pv: price!, chp: second! }, ...all }
    : { side: 'ask', price: price!, ...all };
}
