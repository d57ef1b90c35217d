import type { ClosedPeriod, PublicPeriod } from './bidders.port.js';
import type { PeriodResult } from './clear-period.js';
import type { Match } from './matches.js';
import type { SidedOrder } from './order-book.js';
import { inEur, PRICE_PER_CT, type EnergyType, type PerType } from './orders.js';

/** What everybody may know of a period: its orders without their names, and what of each was traded. */
export function publicPeriod(
  period: number,
  orders: readonly SidedOrder[],
  { vote, auctions }: PeriodResult,
): PublicPeriod {
  const matchesOf = (type: EnergyType): readonly Match[] =>
    auctions.find((auction) => auction.type === type)!.matches;
  const traded = (type: EnergyType, of: 'seller' | 'buyer', id: string): number =>
    Number(matchesOf(type).reduce((sum, match) => (match[of] === id ? sum + match.amount : sum), 0n));
  return {
    period,
    first: vote.first,
    prices: { pv: commonPrice(matchesOf('pv')), chp: commonPrice(matchesOf('chp')) },
    asks: orders.flatMap((placed) => {
      if (placed.side !== 'ask') return [];
      const { id, type, amount, price } = placed.order;
      return { type, amount: Number(amount), price: inCt(price), traded: traded(type, 'seller', id) };
    }),
    bids: orders.flatMap((placed) => {
      if (placed.side !== 'bid') return [];
      const { id, amount, prices } = placed.order;
      return {
        amount: Number(amount),
        prices: pricesInCt(prices),
        traded: { pv: traded('pv', 'buyer', id), chp: traded('chp', 'buyer', id) },
      };
    }),
  };
}

/** What the seat learns of its own order besides. */
export function ownResult({ participants }: PeriodResult, id: string): ClosedPeriod['own'] {
  const own = participants.find((one) => one.id === id);
  if (!own) return null;
  const { amount, local, payment } = own;
  return {
    amount: Number(amount),
    traded: Number(local),
    payment: inEur(payment),
  };
}

export function inCt(price: bigint): number {
  return Number(price) / PRICE_PER_CT;
}

export function pricesInCt({ pv, chp }: PerType<bigint>): PerType<number> {
  return { pv: inCt(pv), chp: inCt(chp) };
}

/** ct/kWh that everybody paid and got in these matches; null: there were none, or prices differ. */
export function commonPrice(matches: readonly Match[]): number | null {
  const prices = new Set(matches.flatMap(({ buyerPrice, sellerPrice }) => [buyerPrice, sellerPrice]));
  const [price] = prices;
  return prices.size === 1 ? inCt(price!) : null;
}
