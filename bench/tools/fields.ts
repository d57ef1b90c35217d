import { affordable, defineAgent, type AgentPlugin } from '#plugins/sdk/index.js';

/** Who sits at the seats of a match, in turn. */
export interface BenchField {
  readonly name: string;
  readonly strategies: readonly (string | AgentPlugin)[];
}

/** Truth, but for forty questions a round more, of prices and bundles that nobody trades at. */
const askingOften = defineAgent({
  name: 'asking-often',
  create: () => ({
    bid: (view, tools) => {
      for (let i = 0; i < 20; i++) {
        tools.bestBundles(view.prices.map((price) => price * (0.5 + i / 20)));
        tools.value(view.prices.map((_, r) => (r % 3) * 0.1));
      }
      return affordable(
        tools.bestBundles(view.prices).map((option) => ({ ...option, limit: option.value })),
        view,
      );
    },
  }),
});

const alone = ['truthful', 'forecast', 'multi-bundle', 'boulware', 'zero-intelligence'];

/** Strategies by themselves, those of the demo league side by side, and one that no strategy asks more than. */
export const fields: readonly BenchField[] = [
  ...alone.map((name) => ({ name, strategies: [name] })),
  {
    name: 'those of demo',
    strategies: ['truthful', 'forecast', 'shaded', 'random-shading', 'zero-intelligence', 'multi-bundle'],
  },
  { name: '40 questions more', strategies: [askingOften] },
];
