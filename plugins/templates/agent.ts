import { affordable, defineAgent, dot, type AgentStrategy } from '@gridleague/sdk';

/**
 * A household's bidding strategy. Try it: `npm run cli -- check my-agent.ts`.
 *
 * Signs: in a bundle, > 0 is bought and < 0 is sold; a limit is the most you pay, or (< 0) the least
 * you accept. Vectors are `Float64Array`s with one entry per resource.
 */
export default defineAgent({
  name: 'my-agent',
  description: 'Keeps a tenth of the gain it hopes for.',
  create,
});

/** How much of the gain of a bundle to ask for; 0 is honest, 1 never trades. */
const MARGIN = 0.1;

/** Rounds in which to ask for it. */
const PATIENCE = 5;

/**
 * Called once per match and seat, with a briefing on the seat. Variables in here are the strategy's memory; they live for
 * one match.
 */
function create(): AgentStrategy {
  let trades = 0;
  return {
    /** Called once a round. What it returns joins your open orders, which stay until you trade. */
    bid(view, tools) {
      // The bundles that serve you best at the announced prices, the best one first; none if you are content.
      const options = tools.bestBundles(view.prices, { count: view.call ? 1 : 2 });
      const orders = options.map((option) => {
        // Below zero for a bundle that would serve you at other prices only: there is nothing to keep of that.
        const gain = Math.max(0, option.value - dot(view.prices, option.bundle));
        // In a market call, and after the first rounds, trading matters more than the margin.
        const margin = view.call || view.round > PATIENCE ? 0 : MARGIN / (1 + trades);
        return { ...option, limit: option.value - margin * gain };
      });
      // Orders that you could not pay are refused, and with them your whole turn: shrink them first.
      return affordable(orders, view);
    },

    /** Called after a round in which you traded. Leave it out if you do not care. */
    settled() {
      trades += 1;
    },
  };
}
