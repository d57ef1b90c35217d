import type { Bid, EnergyType } from './orders.js';

/** How buyers voted on the type that is auctioned first. */
export interface Vote {
  readonly pv: number;
  readonly chp: number;
  readonly first: EnergyType;
}

/** A bid votes for the type it pays more for, whatever its amount; equal prices for neither. A tie: PV. */
export function voteOf(bids: readonly Bid[]): Vote {
  const pv = bids.filter(({ prices }) => prices.pv > prices.chp).length;
  const chp = bids.filter(({ prices }) => prices.chp > prices.pv).length;
  return { pv, chp, first: chp > pv ? 'chp' : 'pv' };
}
