import { affordable, defineAgent } from '@gridleague/sdk';

/** Bundles a round: the best one and those that are best at prices nearby. */
const BUNDLES = 5;

/** Honest, but shows more of its mind: several bundles a round, so that fewer rounds are needed. */
export default defineAgent({
  name: 'multi-bundle',
  description:
    'Bids truthfully on its best bundle and on those that are best at prices around the announced.',
  create: () => ({
    bid: (view, tools) =>
      affordable(
        tools
          .bestBundles(view.prices, { count: BUNDLES })
          .map((option) => ({ ...option, limit: option.value })),
        view,
      ),
  }),
});
