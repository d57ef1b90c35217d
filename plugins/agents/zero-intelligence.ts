import { affordable, defineAgent, dot, largest, vector, type Order } from '@gridleague/sdk';

/** Random trades tried in a round. */
const TRIES = 4;
/** Open orders above which it waits. */
const PATIENCE = 32;

/**
 * Constrained zero intelligence (Gode and Sunder, Journal of Political Economy 101(1), 1993): random
 * trades of one resource at random limits, never at a loss. The yardstick for how much of the
 * market's result is the mechanism's and how much is strategy.
 */
export default defineAgent({
  name: 'zero-intelligence',
  description: 'Bids on random quantities at random limits, never at a loss.',
  create: (briefing) => ({
    bid: (view, tools) => {
      if (view.openOrders.length >= PATIENCE) return [];
      const size = Math.max(largest(view.allocation), largest(briefing.endowment), 1);
      const orders: Order[] = [];
      for (let attempt = 0; attempt < TRIES; attempt++) {
        const bundle = vector(view.prices.length);
        const resource = Math.floor(Math.random() * bundle.length);
        const sells = Math.random() < 0.5;
        bundle[resource] = sells
          ? -Math.random() * Math.max(0, view.allocation[resource]!)
          : Math.random() * size;
        const value = tools.value(bundle);
        if (bundle[resource] === 0 || value === -Infinity || (!sells && value <= 0)) continue;
        const markup = Math.max(Math.abs(value), Math.abs(dot(view.prices, bundle)));
        orders.push({ bundle, limit: sells ? value - Math.random() * markup : value * Math.random() });
      }
      return affordable(orders, view);
    },
  }),
});
