import type { GridOffer } from '../instance.js';
import type { SeatOrder } from '../traders.port.js';

/**
 * The grid as a reversible participant (docs/market-rules.md, "Who takes part"): unlimited orders per resource that
 * keep prices in [bid, ask]. What it has sold it buys back at the same price, and the other way
 * round, so that an early trade with the grid never blocks a better one between neighbours.
 * `position`: m, what it holds now (< 0: sold).
 */
export function gridOrders(terms: GridOffer, position: Float64Array): SeatOrder[] {
  const m = position.length;
  const traded = Array.from({ length: m }, (_, r) => r).filter((r) => terms.capacity[r]! > 0);
  return traded.flatMap((r) => {
    const capacity = terms.capacity[r]!;
    const bought = Math.max(0, position[r]!);
    const sold = Math.max(0, -position[r]!);
    const unit = (quantity: 1 | -1): Float64Array => {
      const bundle = new Float64Array(m);
      bundle[r] = quantity;
      // energy into the community takes a right to import and frees one to export
      const [toImport, toExport] = [terms.importRight?.[r] ?? -1, terms.exportRight?.[r] ?? -1];
      if (toImport >= 0) bundle[toImport] = -quantity;
      if (toExport >= 0) bundle[toExport] = quantity;
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
