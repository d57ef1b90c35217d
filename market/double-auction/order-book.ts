import { lockOf, type Ask, type Bid, type GridPrices } from './orders.js';

/** What a participant has when a period opens; what is left out is plenty. */
export interface Funds {
  /** 1e-7 EUR */
  readonly money?: bigint;
  /** Wh */
  readonly tokens?: bigint;
}

export type SidedOrder =
  { readonly side: 'ask'; readonly order: Ask } | { readonly side: 'bid'; readonly order: Bid };

/** The orders of each side, in the order given. */
export function sidesOf(orders: readonly SidedOrder[]): { readonly asks: Ask[]; readonly bids: Bid[] } {
  return {
    asks: orders.flatMap((placed) => (placed.side === 'ask' ? [placed.order] : [])),
    bids: orders.flatMap((placed) => (placed.side === 'bid' ? [placed.order] : [])),
  };
}

/** Both sides as one list, asks first. */
export function sided(asks: readonly Ask[], bids: readonly Bid[]): SidedOrder[] {
  return [
    ...asks.map((order): SidedOrder => ({ side: 'ask', order })),
    ...bids.map((order): SidedOrder => ({ side: 'bid', order })),
  ];
}

/** Why an order is not taken; what stood before still stands. */
export type OrderRefusal = 'no-amount' | 'negative-price' | 'on-both-sides' | 'no-money' | 'no-tokens';

/**
 * The orders of one period: each participant has at most one, an ask or a bid. A later one of the same side replaces it,
 * with the time of its own placing.
 */
export class OrderBook {
  private readonly placedAsks = new Map<string, Ask>();
  private readonly placedBids = new Map<string, Bid>();
  private replacements = 0;

  constructor(
    private readonly grid: GridPrices,
    private readonly funds: ReadonlyMap<string, Funds> = new Map(),
  ) {}

  get asks(): readonly Ask[] {
    return [...this.placedAsks.values()];
  }

  get bids(): readonly Bid[] {
    return [...this.placedBids.values()];
  }

  get replaced(): number {
    return this.replacements;
  }

  /** null: taken */
  place(placed: SidedOrder): OrderRefusal | null {
    const refusal = this.refusalOf(placed);
    if (refusal !== null) return refusal;
    const { id } = placed.order;
    if (this.placedAsks.has(id) || this.placedBids.has(id)) this.replacements++;
    if (placed.side === 'ask') this.placedAsks.set(id, placed.order);
    else this.placedBids.set(id, placed.order);
    return null;
  }

  private refusalOf({ side, order }: SidedOrder): OrderRefusal | null {
    if (order.amount <= 0n) return 'no-amount';
    const prices = side === 'ask' ? [order.price] : Object.values(order.prices);
    if (prices.some((price) => price < 0n)) return 'negative-price';
    if ((side === 'ask' ? this.placedBids : this.placedAsks).has(order.id)) return 'on-both-sides';
    const { money, tokens } = this.funds.get(order.id) ?? {};
    if (side === 'ask') return tokens !== undefined && order.amount > tokens ? 'no-tokens' : null;
    return money !== undefined && lockOf(order, this.grid) > money ? 'no-money' : null;
  }
}
