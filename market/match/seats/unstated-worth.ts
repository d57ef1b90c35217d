import { FULL_FILL, moneyToNumber, quantitiesToNumbers } from '../../ledger/units.js';
import type { PlacedOrder } from '../../order/placed-order.js';
import type { Seat } from './seat.js';

/** A seat's book as it was cleared, and where the seat stood then. */
export interface ClearedBook {
  readonly orders: readonly PlacedOrder[];
  /** of the orders */
  readonly fills: readonly bigint[];
  /** m, ledger units */
  readonly allocation: readonly bigint[];
  /** z_j there, money */
  readonly cost: number;
}

/**
 * What a trade is worth to its owner beyond its orders' shares of their worth, money >= 0: a limit speaks of a whole bundle,
 * and a part of it, or a mixture, is worth at least its share (values are concave). The owner's client knows, and
 * states it before the match is settled at its final prices; markdowns stay as they were asked for. `cost`: z_j after the trade.
 */
export function unstatedWorth({ participant, valuation }: Seat, book: ClearedBook, cost: number): number {
  const filled = book.orders.flatMap(({ ledger }, i) => {
    const fill = book.fills[i]!;
    return fill > 0n ? [{ bundle: ledger.bundle, fill }] : [];
  });
  // The grid's costs are linear, and so are its orders.
  if (participant.role === 'grid' || (filled.length === 1 && filled[0]!.fill === FULL_FILL)) return 0;
  const allocation = quantitiesToNumbers(book.allocation);
  let shares = 0;
  for (const { bundle, fill } of filled) {
    const worth = valuation.worthOf(quantitiesToNumbers(bundle), allocation, book.cost);
    if (worth === null) return 0;
    shares += worth * moneyToNumber(fill);
  }
  return Math.max(0, book.cost - cost - shares);
}
