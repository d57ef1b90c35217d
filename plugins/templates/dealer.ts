import { add, defineDealer, ExponentialAverage, scale, type DealerPolicy } from '@gridleague/sdk';

/**
 * A dealer's policy: what to do with the inventory, and which prices to announce. Try it:
 * `npm run cli -- check my-dealer.ts`.
 *
 * Vectors are `Float64Array`s with one entry per resource.
 */
export default defineDealer({
  name: 'my-dealer',
  description: 'Sells its inventory over several rounds and announces smoothed prices.',
  create,
});

/** Part of the inventory that goes on offer in each round. */
const SHARE = 0.5;

/** Rounds in which to hold back. */
const PATIENCE = 5;

/** Called once per match, with a briefing on the market. Variables in here are the policy's memory; they live for one match. */
function create(): DealerPolicy {
  const average = new ExponentialAverage(0.8);
  return {
    /** Called once a round: what to put up (0 <= offer <= inventory), and orders of your own if you like. */
    quote(view) {
      // Hold back in the first rounds only: what is never offered is lost to everybody.
      const share = view.round <= PATIENCE ? SHARE : 1;
      return { offer: scale(view.inventory, share) };
    },

    /**
     * The prices told to the agents for the next round; settlement is always at the clearing prices.
     * Leave it out to announce those.
     */
    announce(_view, clearing) {
      const smoothed = average.observe(clearing.prices);
      // When nothing was settled, tell the truth: agents must see where the market stands to move it.
      return clearing.settled ? scale(add(smoothed, clearing.prices), 0.5) : clearing.prices;
    },
  };
}
