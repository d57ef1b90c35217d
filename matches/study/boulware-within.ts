import { affordable, defineAgent, dot, type AgentPlugin } from '#plugins/sdk/index.js';

/** Of the curve by which it concedes, and bundles a round: those of the reference strategy `boulware`. */
const CURVE = 3;
const BUNDLES = 5;

/** A `boulware` that has given way after so many rounds, however soon the match may end. */
export function boulwareWithin(rounds: number, name: string): AgentPlugin {
  return defineAgent({
    name,
    create: () => ({
      bid: (view, tools) => {
        const conceded = view.call ? 1 : Math.min(1, view.round / rounds) ** CURVE;
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
}
