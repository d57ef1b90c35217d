import type { Delivery, LedgerClearing, LedgerOrder } from './ledger.port.js';
import { floorDivide, FULL_FILL } from './units.js';

/**
 * What a clearing delivers, seat by seat (docs/market-rules.md, "Settlement"; in integers): delivered[r] =
 * floor(sum_i bundle_i[r] fill_i / FULL_FILL), rounded down so that the sum over seats never
 * exceeds what the fills take; payment = prices'delivered, exact. Only seats with a fill > 0 appear.
 */
export function deliveriesOf(
  books: readonly (readonly LedgerOrder[])[],
  clearing: Pick<LedgerClearing, 'fills' | 'prices'>,
): Delivery[] {
  return books.flatMap((orders, seat) => {
    const fills = clearing.fills[seat] ?? [];
    if (!fills.some((fill) => fill > 0n)) return [];
    const delivered = clearing.prices.map((_, r) => {
      let sum = 0n;
      orders.forEach((order, i) => {
        const fill = fills[i]!;
        if (fill !== 0n) sum += order.bundle[r]! * fill;
      });
      return floorDivide(sum, FULL_FILL);
    });
    const payment = delivered.reduce((sum, quantity, r) => sum + quantity * clearing.prices[r]!, 0n);
    return [{ seat, delivered, payment }];
  });
}
