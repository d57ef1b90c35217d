import { crossingOf } from './crossing.js';
import { matchUp, type Match } from './matches.js';
import { mcafee } from './mcafee.js';
import type { Standing } from './merit-order.js';

/** Parts that a `k` is counted in. */
export const WHOLE_K = 10_000n;

/**
 * What matches of one type cost.
 * - `uniform`: one price between the highest ask and the lowest bid that are served, `k / 10,000` of the way up, rounded
 *   down to 1/100 ct: 0 is the highest ask, 5,000 the midpoint.
 * - `pay-as-bid`: the buyer's own price, which its seller gets.
 * - `mcafee`: see there.
 */
export type PricingRule =
  | { readonly kind: 'uniform'; readonly k: bigint }
  | { readonly kind: 'pay-as-bid' }
  | { readonly kind: 'mcafee' };

export const highestMatchedAsk: PricingRule = { kind: 'uniform', k: 0n };

/** Matches of one type at their prices; both sides in merit order. */
export function matchesOf(asks: readonly Standing[], bids: readonly Standing[], rule: PricingRule): Match[] {
  const crossing = crossingOf(asks, bids);
  if (!crossing) return [];
  const { volume, highestAsk, lowestBid } = crossing;
  switch (rule.kind) {
    case 'uniform': {
      const price = highestAsk + ((lowestBid - highestAsk) * rule.k) / WHOLE_K;
      return matchUp(asks, bids, volume, () => ({ buyerPrice: price, sellerPrice: price }));
    }
    case 'pay-as-bid':
      return matchUp(asks, bids, volume, (bid) => ({ buyerPrice: bid, sellerPrice: bid }));
    case 'mcafee':
      return mcafee(asks, bids, crossing);
  }
}
