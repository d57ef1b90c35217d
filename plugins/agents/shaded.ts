import { affordable, defineAgent, dot } from '@gridleague/sdk';

/** Share of its gain that it offers. */
const OFFERED = 0.8;
/** Least that a limit lies above the price of the bundle, money. */
const TICK = 1e-6;

/** Asks for its best bundle but bids low + 0.8 (v - low), low = p'w + eps ([GKW12], FIX). */
export default defineAgent({
  name: 'shaded',
  description:
    'Keeps a fifth of its gain to itself: bids 80 % of the way from the market price to its value.',
  create: () => ({
    bid: (view, tools) =>
      affordable(
        tools.bestBundles(view.prices).map((option) => {
          const low = Math.min(option.value, dot(view.prices, option.bundle) + TICK);
          return { ...option, limit: low + OFFERED * (option.value - low) };
        }),
        view,
      ),
  }),
});
