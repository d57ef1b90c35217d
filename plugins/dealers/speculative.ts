import {
  defineDealer,
  earliestEnd,
  ExponentialAverage,
  SettlingDetector,
  vector,
  withinCash,
  type Order,
} from '@gridleague/sdk';

/** Weight of the newest price in what the dealer thinks a resource is worth. */
const NEWEST = 0.2;

/**
 * Has a speculative price r for every resource ([GKW12]): below it the dealer buys as much as it can at
 * the current price, above it sells what it holds at the current price, and gives nothing away. r is
 * the middle of the grid's tariffs where there is a grid, else a slow average of the clearing
 * prices. Becomes passive for good when the market settles, or halfway to the first round that may be the last.
 */
export default defineDealer({
  name: 'speculative',
  description: 'Buys below and sells above what it thinks a resource is worth; passive in the end.',
  create: (briefing) => {
    const { grid, total, initialPrices } = briefing;
    const settling = new SettlingDetector({ rounds: earliestEnd(briefing) / 2 });
    const average = new ExponentialAverage(NEWEST, initialPrices);
    return {
      quote: (view) => {
        const observed = average.observe(view.prices);
        const worth = grid ? grid.retail.map((retail, r) => (retail + grid.feedIn[r]!) / 2) : observed;
        if (settling.observe(view)) return { offer: view.inventory };
        const orders: Order[] = [];
        for (let r = 0; r < worth.length; r++) {
          const price = view.prices[r]!;
          const quantity =
            price < worth[r]! ? total[r]! : price > worth[r]! ? -Math.max(0, view.inventory[r]!) : 0;
          if (quantity === 0) continue;
          const bundle = vector(worth.length);
          bundle[r] = quantity;
          orders.push({ bundle, limit: price * quantity });
        }
        return { offer: vector(worth.length), orders: withinCash(orders, view.cash) };
      },
    };
  },
});
