import { deal, type RankedOrder } from './merit-order.js';

/** Energy that one participant gets of another. */
export interface Match {
  readonly seller: string;
  readonly buyer: string;
  /** Wh */
  readonly amount: bigint;
  /** what the buyer pays, 1/100 ct per kWh */
  readonly buyerPrice: bigint;
  /** what the seller gets; less only where the price rule leaves a surplus */
  readonly sellerPrice: bigint;
}

/** Prices of a match, by those of its orders. */
export type MatchPrices = (bid: bigint) => Pick<Match, 'buyerPrice' | 'sellerPrice'>;

/** Deals `volume` to both sides (in merit order) and lets the first of one meet the first of the other. */
export function matchUp(
  asks: readonly RankedOrder[],
  bids: readonly RankedOrder[],
  volume: bigint,
  pricesOf: MatchPrices,
): Match[] {
  return pairUp(asks, bids, deal(asks, volume), deal(bids, volume), pricesOf);
}

/** The same of what has been dealt: Wh per order, as much to asks as to bids. */
export function pairUp(
  asks: readonly RankedOrder[],
  bids: readonly RankedOrder[],
  dealtToAsks: readonly bigint[],
  dealtToBids: readonly bigint[],
  pricesOf: MatchPrices,
): Match[] {
  const [sold, bought] = [[...dealtToAsks], [...dealtToBids]];
  const matches: Match[] = [];
  for (let ask = 0, bid = 0; ask < asks.length && bid < bids.length;) {
    const amount = sold[ask]! < bought[bid]! ? sold[ask]! : bought[bid]!;
    if (amount > 0n) {
      const [seller, buyer] = [asks[ask]!.id, bids[bid]!.id];
      matches.push({ seller, buyer, amount, ...pricesOf(bids[bid]!.price) });
    }
    sold[ask]! -= amount;
    bought[bid]! -= amount;
    if (sold[ask] === 0n) ask++;
    if (bought[bid] === 0n) bid++;
  }
  return matches;
}
