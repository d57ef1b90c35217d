import { affordable, defineAgent } from '@gridleague/sdk';

/** Bundles a round: the best one and those that are best at prices nearby. */
const BUNDLES = 5;

/**
 * Honest, but shows more of its mind: several bundles a round, so that fewer rounds are needed. Where nothing
 * trades for long its book only grows: the second half of what may stand there is for the best bundles alone.
 */
export default defineAgent({
  name: 'multi-bundle',
  description:
    'Bids truthfully on its best bundle and on those that are best at prices around the announced.',
  create: ({ limits, resources }) => {
    const weight = Math.ceil(1.25 * resources.length); // of an order that names everything
    const most = Math.min(limits.openOrders, Math.floor(limits.openWeight / weight));
    return {
      bid: (view, tools) => {
        const room = most - view.openOrders.length;
        if (room <= 0) return [];
        return affordable(
          tools
            .bestBundles(view.prices, { count: room > most / 2 ? BUNDLES : 1 })
            .map((option) => ({ ...option, limit: option.value })),
          view,
        );
      },
    };
  },
});
