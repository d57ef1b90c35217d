import type { GridOffer } from '../instance.js';
import type { SeatOrder } from '../match/traders.port.js';

/**
 * The grid as a reversible participant (market.md section 8): unlimited orders per resource that
 * keep prices in [bid, ask]. What it has sold it buys back at the same price, and the other way
 * round, so that an early trade with the grid never blocks a better one between neighbours.
 * `position`: m, what it holds now (< 0: sold).
 */
export function gridOrders(terms: GridOffer, position: Float64Array): SeatOrder[] {
  const m = position.length;
  return Array.from({ length: m }, (_, r) => r).flatMap((r) => {
    const capacity = terms.capacity[r]!;
    const bought = Math.max(0, position[r]!);
    const sold = Math.max(0, -position[r]!);
    const unit = (quantity: 1 | -1): Float64Array => {
      const bundle = new Float64Array(m);
      bundle[r] = quantity;
      return bundle;
    };
    const sell = (price: number, cap: number): SeatOrder => ({
      bundle: unit(-1),
      limit: -price,
      kind: 'unlimited',
      cap,
    });
    const buy = (price: number, cap: number): SeatOrder => ({
      bundle: unit(1),
      limit: price,
      kind: 'unlimited',
      cap,
    });
    return [
      sell(terms.bid[r]!, bought),
      buy(terms.ask[r]!, sold),
      sell(terms.ask[r]!, capacity - sold),
      buy(terms.bid[r]!, capacity - bought),
    ].filter((order) => order.cap! > 0);
  });
}
