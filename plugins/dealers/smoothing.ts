import { defineDealer, earliestEnd, ExponentialAverage } from '@gridleague/sdk';

/** Weight of the newest clearing prices in the announced ones. */
const NEWEST = 0.5;
/** Share of the rounds that are certain after which nothing is smoothed any more. */
const SMOOTHED = 0.5;

/**
 * Passive with its inventory, but announces smoothed prices: the clearing prices of early rounds swing
 * from corner to corner, and bundles chosen at their average serve more of them (stabilised
 * column generation). When a round settles no trade, the clearing prices themselves are announced:
 * only they can lead on, and only they can prove that the market is done.
 */
export default defineDealer({
  name: 'smoothing',
  description: 'Offers its whole inventory and announces averaged prices while trade goes on.',
  create: (briefing) => {
    const average = new ExponentialAverage(NEWEST, briefing.initialPrices);
    const smoothed = SMOOTHED * earliestEnd(briefing);
    return {
      quote: (view) => ({ offer: view.inventory }),
      announce: (view, clearing) => {
        if (clearing.settled && view.round < smoothed) return average.observe(clearing.prices);
        average.restart(clearing.prices);
        return clearing.prices;
      },
    };
  },
});
