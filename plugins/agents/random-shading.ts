import { affordable, defineAgent, dot } from '@gridleague/sdk';

/** Least that a limit lies above the price of the bundle, money. */
const TICK = 1e-6;

/** Asks for its best bundle and bids anything from low = p'w + eps to its value ([GKW12], RAN). */
export default defineAgent({
  name: 'random-shading',
  description: 'Bids a random amount between the market price of its best bundle and its value.',
  create: () => ({
    bid: (view, tools) =>
      affordable(
        tools.bestBundles(view.prices).map((option) => {
          const low = Math.min(option.value, dot(view.prices, option.bundle) + TICK);
          return { ...option, limit: low + Math.random() * (option.value - low) };
        }),
        view,
      ),
  }),
});
