import { affordable, defineAgent, dot, earliestEnd } from '@gridleague/sdk';

/** Of the tactic (t / T)^(1 / beta) by which it concedes: far below 1 it concedes late. */
const BETA = 1 / 3;
/** Rounds over which it concedes where the match lasts longer. */
const PATIENCE = 20;
/** Bundles a round, as `multi-bundle` shows: what tells the two apart is when they give way. */
const BUNDLES = 5;

/**
 * The time-dependent tactic that its authors call Boulware ([FSJ98]): keeps nearly all of its gain for long and gives way
 * when the match may soon be over, or when the market calls.
 */
export default defineAgent({
  name: 'boulware',
  description: 'Asks for nearly all of the gain at first and concedes late, when the match may soon be over.',
  create: (briefing) => {
    const deadline = Math.min(earliestEnd(briefing), PATIENCE);
    return {
      bid: (view, tools) => {
        const passed = view.call ? 1 : Math.min(1, view.round / deadline);
        const conceded = passed ** (1 / BETA);
        return affordable(
          tools.bestBundles(view.prices, { count: view.call ? 1 : BUNDLES }).map((option) => {
            const low = Math.min(option.value, dot(view.prices, option.bundle));
            return { ...option, limit: low + conceded * (option.value - low) };
          }),
          view,
        );
      },
    };
  },
});
