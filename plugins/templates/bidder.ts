import { defineBidder, quoted, type BidderBriefing, type BidderStrategy } from '@gridleague/sdk';

/**
 * How a seat bids in a double auction. Try it: `npm run cli -- check my-bidder.ts`.
 *
 * Energy is in Wh, prices are in ct per kWh. What you order and do not trade goes to the grid or comes from it; so does
 * what you do not order.
 */
export default defineBidder({
  name: 'my-bidder',
  description: 'Keeps part of what a trade is worth, less of it after each period in vain.',
  create,
});

/** How much of the way from its own price to the grid's it hopes for at first; 0 is honest. */
const HOPE = 0.3;

/** What is left of it after a period in which it traded nothing. */
const PATIENCE = 0.8;

/**
 * Called once per auction and seat, with a briefing on the seat. Variables in here are the strategy's memory; they live for
 * one auction.
 */
function create(briefing: BidderBriefing): BidderStrategy {
  let hope = HOPE;
  return {
    /** Called once in each period in which your meter does not stand still; null is no order. */
    order(view) {
      // What became of your last orders, and of everybody's: `view.closed` has the periods since you were last asked.
      for (const { own } of view.closed) if (own && own.traded === 0) hope *= PATIENCE;
      // One price where you sell, one for each type of energy where you buy. `limit` is what a trade is worth to you.
      return quoted(briefing, view, ({ side, limit, low, high }) => {
        const best = side === 'ask' ? Math.max(high, limit) : Math.min(low, limit);
        return limit + hope * (best - limit);
      });
    },
  };
}
