import type { Crossing } from './crossing.js';
import { matchUp, type Match } from './matches.js';
import { deal, type Standing } from './merit-order.js';

/**
 * McAfee (1992) by orders. Half the sum of the first bid and the first ask that get nothing is the price, if all who are
 * served accept it. Otherwise the last order served of each side is left out: buyers pay what the one bid, sellers get what
 * the other asked, and the difference is a surplus. Where orders have one size nobody gains by a false price; with
 * unequal amounts the longer side is served in merit order, and that is not promised.
 */
export function mcafee(
  asks: readonly Standing[],
  bids: readonly Standing[],
  { volume, highestAsk, lowestBid }: Crossing,
): Match[] {
  const [lastAsk, lastBid] = [lastServed(asks, volume), lastServed(bids, volume)];
  const [nextAsk, nextBid] = [asks[lastAsk + 1], bids[lastBid + 1]];
  if (nextAsk && nextBid) {
    const price = (nextAsk.price + nextBid.price) / 2n;
    if (highestAsk <= price && price <= lowestBid)
      return matchUp(asks, bids, volume, () => ({ buyerPrice: price, sellerPrice: price }));
  }
  const [served, serving] = [bids.slice(0, lastBid), asks.slice(0, lastAsk)];
  const [demand, supply] = [amountOf(served), amountOf(serving)];
  return matchUp(serving, served, demand < supply ? demand : supply, () => ({
    buyerPrice: lowestBid,
    sellerPrice: highestAsk,
  }));
}

function lastServed(orders: readonly Standing[], volume: bigint): number {
  return deal(orders, volume).findLastIndex((amount) => amount > 0n);
}

function amountOf(orders: readonly Standing[]): bigint {
  return orders.reduce((sum, { amount }) => sum + amount, 0n);
}
