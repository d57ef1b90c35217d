import { affordable, defineAgent } from '@gridleague/sdk';

/** Myopic and honest: the best bundle at today's prices, for what it is worth ([GKW12], TRUE). */
export default defineAgent({
  name: 'truthful',
  description: 'Asks for its best bundle at the announced prices and bids exactly what that is worth to it.',
  create: () => ({
    bid: (view, tools) =>
      affordable(
        tools.bestBundles(view.prices).map((option) => ({ ...option, limit: option.value })),
        view,
      ),
  }),
});
