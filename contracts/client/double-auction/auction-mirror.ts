import { sidesOf, type SidedOrder } from '#market/double-auction/order-book.js';
import type { Ask, Bid, GridPrices } from '#market/double-auction/orders.js';
import { typeOf, type AuctionEvent } from './auction-events.js';

/** The period that is open, as the contract's events tell it: its orders, in the order they were first placed, and the grid's prices. */
export class AuctionMirror {
  private readonly book = new Map<string, SidedOrder>();

  constructor(private prices: GridPrices) {}

  get grid(): GridPrices {
    return this.prices;
  }

  get asks(): readonly Ask[] {
    return sidesOf([...this.book.values()]).asks;
  }

  get bids(): readonly Bid[] {
    return sidesOf([...this.book.values()]).bids;
  }

  apply({ name, args, block }: AuctionEvent): void {
    const time = BigInt(block);
    const amount = args.amount as bigint;
    if (name === 'AskPlaced') {
      const id = (args.seller as string).toLowerCase();
      const [type, price] = [typeOf(args.energyType as bigint), args.price as bigint];
      this.book.set(id, { side: 'ask', order: { id, amount, time, type, price } });
    } else if (name === 'BidPlaced') {
      const id = (args.buyer as string).toLowerCase();
      const prices = { pv: args.pvPrice as bigint, chp: args.chpPrice as bigint };
      this.book.set(id, { side: 'bid', order: { id, amount, time, prices } });
    } else if (name === 'PeriodOpened') {
      this.book.clear();
      this.prices = { sells: args.gridSells as bigint, buys: args.gridBuys as bigint };
    }
  }
}
