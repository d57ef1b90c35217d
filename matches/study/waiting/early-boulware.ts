import { affordable, defineAgent, dot } from '@gridleague/sdk';

/** Rounds over which it concedes, with the curve of `boulware`. */
const ROUNDS = 4;
const CURVE = 3;
const BUNDLES = 5;

/** A `boulware` that gives way early, whenever the match may end: it hides only while prices form. */
export default defineAgent({
  name: 'early-boulware',
  create: () => ({
    bid: (view, tools) => {
      const conceded = view.call ? 1 : Math.min(1, view.round / ROUNDS) ** CURVE;
      return affordable(
        tools.bestBundles(view.prices, { count: view.call ? 1 : BUNDLES }).map((option) => {
          const low = Math.min(option.value, dot(view.prices, option.bundle));
          return { ...option, limit: low + conceded * (option.value - low) };
        }),
        view,
      );
    },
  }),
});
