import { defineDealer, earliestEnd, ExponentialAverage } from '@gridleague/sdk';

/** Weight of the newest clearing prices in the announced ones. */
const NEWEST = 0.5;
/** Share of the rounds that are certain after which nothing is averaged any more. */
const AVERAGED = 0.5;
/** Clearing prices that move less than this share of how far the average lies behind them have found their place. */
const SETTLED = 0.25;

/**
 * As `smoothing`, but it notices when clearing prices have settled and announces them at once, where an average would
 * need a round for every halving of the distance. Column generation, stabilised by averaged prices ([PSUV18]).
 */
export default defineDealer({
  name: 'stabilizing',
  description: 'Offers its whole inventory and announces averaged prices until the clearing prices settle.',
  create: (briefing) => {
    const average = new ExponentialAverage(NEWEST, briefing.initialPrices);
    const averaged = AVERAGED * earliestEnd(briefing);
    let last: ArrayLike<number> = briefing.initialPrices;
    return {
      quote: (view) => ({ offer: view.inventory }),
      announce: (view, { prices, settled }) => {
        const moved = distance(prices, last);
        last = prices.slice();
        if (settled && view.round < averaged) {
          const stable = average.observe(prices);
          if (moved >= SETTLED * distance(stable, prices)) return stable;
        }
        average.restart(prices);
        return prices;
      },
    };
  },
});

function distance(one: ArrayLike<number>, other: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < one.length; i++) sum += Math.abs(one[i]! - other[i]!);
  return sum;
}
