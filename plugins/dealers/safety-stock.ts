import { defineDealer, earliestEnd, SettlingDetector, vector, withinCash, type Order } from '@gridleague/sdk';

/** The stock of a resource, drawn per match, as shares of all there is of it. */
const LEAST = 0.05;
const MOST = 0.2;

/**
 * Holds a stock s of every resource ([GKW12]): where it has less it buys the difference at the current
 * price and sells nothing; otherwise it is passive. Usually costs the dealer money. Becomes
 * passive for good when the market settles, or halfway to the first round that may be the last.
 */
export default defineDealer({
  name: 'safety-stock',
  description: 'Buys back to a random stock of 5 to 20 % of every resource; passive in the end.',
  create: (briefing) => {
    const { total } = briefing;
    const stock = total.map((quantity) => quantity * (LEAST + (MOST - LEAST) * Math.random()));
    const settling = new SettlingDetector({ rounds: earliestEnd(briefing) / 2 });
    return {
      quote: (view) => {
        if (settling.observe(view)) return { offer: view.inventory };
        const offer = view.inventory.slice();
        const orders: Order[] = [];
        for (let r = 0; r < offer.length; r++) {
          const missing = stock[r]! - view.inventory[r]!;
          if (missing <= 0) continue;
          offer[r] = 0;
          const bundle = vector(offer.length);
          bundle[r] = missing;
          orders.push({ bundle, limit: view.prices[r]! * missing });
        }
        return { offer, orders: withinCash(orders, view.cash) };
      },
    };
  },
});
