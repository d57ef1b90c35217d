import type {
  AskOrder,
  BidderBriefing,
  BidderView,
  BidOrder,
  ClosedPeriod,
  EnergyType,
  PerType,
} from './bidder.js';

/** One price that a bidder has to find: what it sells at, or what it pays for one type. */
export interface Quote {
  readonly side: 'ask' | 'bid';
  readonly type: EnergyType;
  /** reservation price: the least to take, or the most to pay */
  readonly limit: number;
  /** the grid's band in this period: `low` it pays, `high` it asks */
  readonly low: number;
  readonly high: number;
}

/** An order for all that is asked, at a price for each quote that it takes. No price is below 0. */
export function quoted(
  { type, grid, reservation }: BidderBriefing,
  { side, period }: BidderView,
  priceOf: (quote: Quote) => number,
): AskOrder | BidOrder {
  const band = { low: grid.buys[period] ?? 0, high: grid.sells[period] ?? 0 };
  const price = (of: EnergyType, limit: number): number =>
    Math.max(0, priceOf({ side, type: of, limit, ...band }));
  if (side === 'ask') return { price: price(type, reservation.ask) };
  const { pv, chp } = reservation.bids;
  return { prices: { pv: price('pv', pv), chp: price('chp', chp) } };
}

/** An order of a closed period where its type was auctioned. */
export interface Shout {
  readonly side: 'ask' | 'bid';
  readonly price: number;
  /** share of the order that was traded, and share that found nobody; a bid's may have been served with the other type */
  readonly taken: number;
  readonly rejected: number;
}

export function shoutsOf({ asks, bids }: ClosedPeriod, type: EnergyType): Shout[] {
  return [
    ...asks
      .filter((ask) => ask.type === type)
      .map(({ amount, price, traded }): Shout => {
        const taken = traded / amount;
        return { side: 'ask', price, taken, rejected: 1 - taken };
      }),
    ...bids.map(({ amount, prices, traded }): Shout => ({
      side: 'bid',
      price: prices[type],
      taken: traded[type] / amount,
      rejected: 1 - sum(traded) / amount,
    })),
  ];
}

function sum({ pv, chp }: PerType<number>): number {
  return pv + chp;
}
