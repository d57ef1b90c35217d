import { affordable, defineAgent, ExponentialAverage } from '@gridleague/sdk';

/** Weight of the newest price; 0.5 to 0.9 made no significant difference in [GKW12]. */
const NEWEST = 0.8;

/**
 * Chooses its bundle at a price forecast p~ = 0.8 p + 0.2 p~ ([GKW12]), so that it follows trends
 * and not single rounds; bids what the bundle is worth. In a market call only today's prices count.
 */
export default defineAgent({
  name: 'forecast',
  description: 'Picks bundles at exponentially smoothed prices; in a market call at the prices as they are.',
  create: () => {
    const average = new ExponentialAverage(NEWEST);
    return {
      bid: (view, tools) => {
        const forecast = average.observe(view.prices);
        const options = tools.bestBundles(view.call ? view.prices : forecast);
        return affordable(
          options.map((option) => ({ ...option, limit: option.value })),
          view,
        );
      },
    };
  },
});
