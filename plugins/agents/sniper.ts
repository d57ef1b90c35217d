import { affordable, defineAgent, earliestEnd } from '@gridleague/sdk';

/** Rounds before the first possible end in which it bids. */
const LAST = 3;
/** Bundles a round, as `multi-bundle` shows: what tells the two apart is when they begin. */
const BUNDLES = 5;

/**
 * Holds back until the others have moved the prices ([RO02] found it wherever auctions end at a time that is known): says
 * nothing before the last rounds, unless the market calls, and is honest then.
 */
export default defineAgent({
  name: 'sniper',
  description: 'Says nothing until the match may soon be over, then bids what its bundles are worth.',
  create: (briefing) => {
    const start = earliestEnd(briefing) - LAST;
    return {
      bid: (view, tools) => {
        if (!view.call && view.round <= start) return [];
        return affordable(
          tools
            .bestBundles(view.prices, { count: view.call ? 1 : BUNDLES })
            .map((option) => ({ ...option, limit: option.value })),
          view,
        );
      },
    };
  },
});
