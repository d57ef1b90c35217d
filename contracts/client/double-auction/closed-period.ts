import type { Bid, EnergyType, PerType } from '#market/double-auction/orders.js';
import { typeOf, type AuctionEvent } from './auction-events.js';

/** Wei of a unit of money, 1e-7 EUR: 1 EUR is 1 ether. */
export const WEI_PER_UNIT = 10n ** 11n;

/** A period as the contract's events tell it; energy in Wh, prices in 1/100 ct per kWh, money in 1e-7 EUR. */
export interface ChainPeriod {
  readonly period: number;
  readonly first: EnergyType;
  readonly votes: PerType<number>;
  /** null: nothing was traded, or there was no one price */
  readonly prices: PerType<bigint | null>;
  readonly matches: readonly ChainMatch[];
  readonly participants: readonly ChainResult[];
  /** what the operator gets of what buyers paid */
  readonly surplus: bigint;
}

export interface ChainMatch {
  readonly type: EnergyType;
  readonly seller: string;
  readonly buyer: string;
  readonly amount: bigint;
  /** what the buyer paid, and what the seller got of it */
  readonly buyerPrice: bigint;
  readonly sellerPrice: bigint;
}

export interface ChainResult {
  readonly id: string;
  readonly side: 'ask' | 'bid';
  readonly local: bigint;
  readonly grid: bigint;
  readonly payment: bigint;
}

const lowerCase = (address: unknown): string => (address as string).toLowerCase();

/** `bids`: those that were closed; `halfOf`: under MUDA, of an address. */
export function closedPeriod(
  events: readonly AuctionEvent[],
  bids: readonly Bid[],
  halfOf?: (address: string) => number,
): ChainPeriod {
  const bidOf = new Map(bids.map((bid) => [bid.id, bid]));
  const named = (name: string): AuctionEvent[] => events.filter((event) => event.name === name);
  const started = named('ClosingStarted').at(-1)!.args;
  const prices = new Map(
    named('UniformPrice').map(({ args }) => [typeOf(args.energyType as bigint), args.price as bigint]),
  );
  const reduced = new Map(
    named('TradeReduced').map(({ args }) => [
      typeOf(args.energyType as bigint),
      { buyerPrice: args.buyersPay as bigint, sellerPrice: args.sellersGet as bigint },
    ]),
  );
  const halves = new Map(
    named('HalfTraded').map(({ args }) => [
      `${typeOf(args.energyType as bigint)} ${args.half as bigint}`,
      args.price as bigint,
    ]),
  );
  const pricesOf = (type: EnergyType, buyer: string): Pick<ChainMatch, 'buyerPrice' | 'sellerPrice'> => {
    if (halfOf) {
      const price = halves.get(`${type} ${halfOf(buyer)}`)!;
      return { buyerPrice: price, sellerPrice: price };
    }
    const price = prices.get(type) ?? bidOf.get(buyer)!.prices[type];
    return reduced.get(type) ?? { buyerPrice: price, sellerPrice: price };
  };
  return {
    period: Number(started.period),
    first: typeOf(started.first as bigint),
    votes: { pv: Number(started.pvVotes), chp: Number(started.chpVotes) },
    prices: { pv: prices.get('pv') ?? null, chp: prices.get('chp') ?? null },
    matches: named('Matched').map(({ args }) => {
      const [type, buyer] = [typeOf(args.energyType as bigint), lowerCase(args.buyer)];
      const [seller, amount] = [lowerCase(args.seller), args.amount as bigint];
      return { ...{ type, seller, buyer, amount }, ...pricesOf(type, buyer) };
    }),
    participants: named('Settled').map(({ args }) => ({
      id: lowerCase(args.account),
      side: args.isBid ? 'bid' : 'ask',
      local: args.local as bigint,
      grid: args.grid as bigint,
      payment: (args.payment as bigint) / WEI_PER_UNIT,
    })),
    surplus: named('SurplusPaid').reduce((sum, { args }) => sum + (args.amount as bigint), 0n) / WEI_PER_UNIT,
  };
}
