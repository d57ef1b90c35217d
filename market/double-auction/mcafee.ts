import type { Crossing } from './crossing.js';
import { matchUp, type Match } from './matches.js';
import { amountOf, deal, type RankedOrder } from './merit-order.js';

/** What the rule says: one price for all who could trade, or which orders (by their place in merit order) are left out. */
export type McAfee =
  | { readonly kind: 'one-price'; readonly price: bigint }
  | { readonly kind: 'reduced'; readonly ask: number; readonly bid: number };

/**
 * McAfee (1992) by orders. Half the sum of the first bid and the first ask that get nothing is the price, if all who are
 * served accept it. Otherwise the last order served of each side is left out: buyers pay what the one bid, sellers get what
 * the other asked, and the difference is a surplus. Where orders have one size nobody gains by a false price; with
 * unequal amounts the longer side is served in merit order, and that is not promised.
 */
export function mcafeeRule(
  asks: readonly RankedOrder[],
  bids: readonly RankedOrder[],
  { volume, highestAsk, lowestBid }: Crossing,
): McAfee {
  const [ask, bid] = [lastServed(asks, volume), lastServed(bids, volume)];
  const [nextAsk, nextBid] = [asks[ask + 1], bids[bid + 1]];
  if (nextAsk && nextBid) {
    const price = (nextAsk.price + nextBid.price) / 2n;
    if (highestAsk <= price && price <= lowestBid) return { kind: 'one-price', price };
  }
  return { kind: 'reduced', ask, bid };
}

export function mcafee(
  asks: readonly RankedOrder[],
  bids: readonly RankedOrder[],
  crossing: Crossing,
): Match[] {
  const rule = mcafeeRule(asks, bids, crossing);
  if (rule.kind === 'one-price') {
    const { price } = rule;
    return matchUp(asks, bids, crossing.volume, () => ({ buyerPrice: price, sellerPrice: price }));
  }
  const [served, serving] = [bids.slice(0, rule.bid), asks.slice(0, rule.ask)];
  const [demand, supply] = [amountOf(served), amountOf(serving)];
  return matchUp(serving, served, demand < supply ? demand : supply, () => ({
    buyerPrice: crossing.lowestBid,
    sellerPrice: crossing.highestAsk,
  }));
}

function lastServed(orders: readonly RankedOrder[], volume: bigint): number {
  return deal(orders, volume).findLastIndex((amount) => amount > 0n);
}
