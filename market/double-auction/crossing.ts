import type { RankedOrder } from './merit-order.js';

/** How much of one type changes hands, and the orders at the margin; null: nothing. */
export interface Crossing {
  /** Wh */
  readonly volume: bigint;
  /** 1/100 ct per kWh: of the dearest ask that is served */
  readonly highestAsk: bigint;
  /** and of the cheapest bid */
  readonly lowestBid: bigint;
}

/** The most that can be traded when dearest bids meet cheapest asks; both in merit order. A bid meets an ask of its price. */
export function crossingOf(asks: readonly RankedOrder[], bids: readonly RankedOrder[]): Crossing | null {
  let crossing: Crossing | null = null;
  let [supply, demand] = [0n, 0n];
  for (let ask = 0, bid = 0; ask < asks.length && bid < bids.length;) {
    const [{ price: highestAsk, amount: offered }, { price: lowestBid, amount: wanted }] = [
      asks[ask]!,
      bids[bid]!,
    ];
    if (highestAsk > lowestBid) break;
    const [supplied, demanded] = [supply + offered, demand + wanted];
    const volume = supplied < demanded ? supplied : demanded;
    crossing = { volume, highestAsk, lowestBid };
    if (supplied === volume) [supply, ask] = [supplied, ask + 1];
    if (demanded === volume) [demand, bid] = [demanded, bid + 1];
  }
  return crossing;
}
