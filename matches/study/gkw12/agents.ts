import type { Rng } from '#market/rng.js';
import { affordable, defineAgent, dot, ExponentialAverage, type AgentPlugin } from '#plugins/sdk/index.js';
import type { Pricing, Selection } from './cells.js';

/** Weight of the newest price in the forecast. */
const NEWEST = 0.8;
/** FIX: share of its gain that it offers. */
const OFFERED = 0.8;
/** Least that a limit lies above the price of the bundle, money. */
const TICK = 1e-6;

/** An agent of [GKW12]: where it looks for its bundle, and what it bids for it. Its chance is `rng`'s, by seat. */
export function studyAgent(selection: Selection, pricing: Pricing, rng: Rng): AgentPlugin {
  return defineAgent({
    name: `${selection}-${pricing}`,
    create: ({ seat }) => {
      const chance = rng.fork(String(seat));
      const average = new ExponentialAverage(NEWEST);
      const share = { TRUE: () => 1, FIX: () => OFFERED, RAN: () => chance.next() }[pricing];
      return {
        bid: (view, tools) => {
          const forecast = average.observe(view.prices);
          const prices = selection === 'forecast' && !view.call ? forecast : view.prices;
          const orders = tools.bestBundles(prices).map((option) => {
            const low = Math.min(option.value, dot(prices, option.bundle) + TICK);
            return { ...option, limit: low + share() * (option.value - low) };
          });
          return affordable(orders, view);
        },
      };
    },
  });
}
