import { affordable, defineAgent, dot, largest, type Order } from '@gridleague/sdk';

/** Random trades tried in a round. */
const TRIES = 4;
/** Open orders above which it waits. */
const PATIENCE = 32;

/**
 * Constrained zero intelligence (Gode and Sunder, Journal of Political Economy 101(1), 1993): random
 * quantities of one resource, or of all, at random limits, never at a loss. The yardstick for how
 * much of the market's result is the mechanism's and how much is strategy.
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
        const only = Math.random() < 0.5 ? Math.floor(Math.random() * view.prices.length) : null;
        const bundle = view.allocation.map((held, resource) => {
          if (only !== null && resource !== only) return 0;
          return Math.random() < 0.5 ? -Math.random() * Math.max(0, held) : Math.random() * size;
        });
        const value = tools.value(bundle);
        const takesOnly = bundle.every((quantity) => quantity >= 0);
        if (value === -Infinity || (takesOnly && value <= 0)) continue;
        const markup = Math.max(-value, Math.abs(dot(view.prices, bundle)));
        orders.push({ bundle, limit: value > 0 ? value * Math.random() : value - Math.random() * markup });
      }
      return affordable(orders, view);
    },
  }),
});
