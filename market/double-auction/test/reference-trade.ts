import type { Ask, Bid, EnergyType } from '../orders.js';

export interface ReferenceTrade {
  readonly volume: number;
  /** highest matched ask, 1/100 ct per kWh; null: nothing was matched */
  readonly price: number | null;
  /** sum of (bid - ask) x Wh */
  readonly gain: number;
}

/** The type that more buyers prefer. */
export function referenceFirst(bids: readonly Bid[]): EnergyType {
  let ballot = 0;
  for (const { prices } of bids) ballot += Number(prices.chp > prices.pv) - Number(prices.pv > prices.chp);
  return ballot > 0 ? 'chp' : 'pv';
}

/**
 * One type's auction as written down for the original, with nothing of ours: for each seller of the type from the
 * cheapest, for each buyer from the dearest, match the smaller remainder where ask <= bid. Ties are left as they come, so
 * it tells totals and prices, not who of equals was served. `demand`: Wh that each bid still wants.
 */
export function referenceTrade(
  type: EnergyType,
  asks: readonly Ask[],
  bids: readonly Bid[],
  demand: readonly number[],
): ReferenceTrade {
  const wanted = [...demand];
  const buyers = swapSorted([...bids.keys()], (a, b) => bids[a]!.prices[type] < bids[b]!.prices[type]);
  const sellers = swapSorted(asks, (a, b) => a.price > b.price).filter((each) => each.type === type);
  let [volume, gain] = [0, 0];
  let price: number | null = null;
  for (const seller of sellers) {
    let offered = Number(seller.amount);
    for (const buyer of buyers) {
      const amount = Math.min(offered, wanted[buyer]!);
      const limit = bids[buyer]!.prices[type];
      if (amount === 0 || seller.price > limit) continue;
      offered -= amount;
      wanted[buyer]! -= amount;
      volume += amount;
      gain += amount * Number(limit - seller.price);
      price = Number(seller.price);
    }
  }
  return { volume, price, gain };
}

function swapSorted<T>(orders: readonly T[], isWrong: (a: T, b: T) => boolean): T[] {
  const sorted = [...orders];
  for (let i = 0; i < sorted.length; i++)
    for (let j = i + 1; j < sorted.length; j++)
      if (isWrong(sorted[i]!, sorted[j]!)) [sorted[i], sorted[j]] = [sorted[j]!, sorted[i]!];
  return sorted;
}
