import {
  affordable,
  defineAgent,
  dot,
  scale,
  type AgentPlugin,
  type AgentStrategy,
  type AgentTools,
  type AgentView,
  type Order,
} from '#plugins/sdk/index.js';

/**
 * Strategies that keep a market from its end in the hope of better prices for what they have traded. They do so from some
 * moment on; `afterwards` says how: say nothing, tease, or (to compare with) play on honestly from there.
 */
export type Afterwards = 'silent' | 'teasing' | 'honest';

/** Truthful up to a round. */
export function upTo(round: number, afterwards: Afterwards): AgentPlugin {
  return defineAgent({
    name: `up to ${round}, then ${afterwards}`,
    create: ({ resources }) => ({
      bid: (view, tools) =>
        view.round < round ? honest(view, tools) : turned(afterwards, resources.length, view, tools),
    }),
  });
}

/** Nothing up to a round, truthful from then on. */
export function waitingFor(round: number): AgentPlugin {
  return defineAgent({
    name: `waiting for ${round}`,
    create: () => ({ bid: (view, tools) => (view.round < round ? [] : honest(view, tools)) }),
  });
}

/** Trades a part of its best bundle, once, so that scarcity keeps its price; of its gain a part is not stated. */
export function withholding(share: number, markdown: number, afterwards: Afterwards): AgentPlugin {
  return defineAgent({
    name: `trades ${share}, then ${afterwards}`,
    create: ({ resources }): AgentStrategy => {
      let traded = false;
      return {
        bid: (view, tools) => {
          if (traded) return turned(afterwards, resources.length, view, tools);
          const [best] = tools.bestBundles(view.prices);
          if (best?.kind !== 'limited') return [];
          const bundle = scale(best.bundle, share);
          const value = tools.value(bundle);
          const gain = Math.max(0, value - dot(view.prices, bundle));
          return affordable([{ bundle, limit: value - markdown * gain }], view);
        },
        settled: () => void (traded = true),
      };
    },
  });
}

function honest(view: AgentView, tools: AgentTools): Order[] {
  return affordable(
    tools.bestBundles(view.prices).map((option) => ({ ...option, limit: option.value })),
    view,
  );
}

function turned(afterwards: Afterwards, m: number, view: AgentView, tools: AgentTools): Order[] {
  if (afterwards === 'honest') return honest(view, tools);
  return afterwards === 'silent' ? [] : [tease(m, view.round)];
}

/** An order that nobody can want, another one each round: nothing stands still. */
function tease(m: number, round: number): Order {
  const bundle = new Float64Array(m);
  bundle[round % m] = 1 / (1 + round);
  return { bundle, limit: -1 - round };
}
