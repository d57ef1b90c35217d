import { affordable, defineAgent, dot, type AgentBriefing, type AgentStrategy } from '@gridleague/sdk';

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

/** Called once per match and seat. Variables in here are the strategy's memory; they live for one match. */
function create(briefing: AgentBriefing): AgentStrategy {
  let trades = 0;
  return {
    /** Called once a round. What it returns joins your open orders, which stay until you trade. */
    bid(view, tools) {
      // The bundles that serve you best at the announced prices, the best one first; none if you are content.
      const options = tools.bestBundles(view.prices, { count: view.call ? 1 : 2 });
      const orders = options.map((option) => {
        const price = dot(view.prices, option.bundle);
        const gain = option.value - price;
        // In a market call, and late in the match, trading matters more than the margin.
        const margin = view.call || view.round > briefing.roundCap / 2 ? 0 : MARGIN / (1 + trades);
        return { ...option, limit: price + (1 - margin) * gain };
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
