import { clearPeriod, type AuctionRules } from './clear-period.js';
import { sidesOf, type SidedOrder } from './order-book.js';
import type { Ask, Bid, EnergyType, PerType } from './orders.js';

/** What a kWh is worth to whoever ordered, 1/100 ct: at least to be had for one that is sold, at most to be paid for one that is bought. */
export interface Worth {
  readonly ask: bigint;
  readonly bids: PerType<bigint>;
}

/** What an order came to. */
export interface OrderGain {
  /** Wh per type */
  readonly traded: PerType<bigint>;
  /** 1e-7 EUR: paid (> 0) or received for what was traded with others */
  readonly paid: bigint;
  /** 1e-7 EUR: what that is worth less what it cost, or the other way around */
  readonly gain: bigint;
}

/** Others' prices that are tried on either side; of more, evenly spread ones. */
const TRIED = 64;

/** What the order of `id` comes to in a period of these orders. */
export function orderGain(
  orders: readonly SidedOrder[],
  id: string,
  worth: Worth,
  rules: AuctionRules,
): OrderGain {
  const { asks, bids } = sidesOf(orders);
  const traded = { pv: 0n, chp: 0n };
  let [paid, gain] = [0n, 0n];
  for (const { type, matches } of clearPeriod(asks, bids, rules).auctions)
    for (const { seller, buyer, amount, sellerPrice, buyerPrice } of matches) {
      if (seller !== id && buyer !== id) continue;
      traded[type] += amount;
      paid += amount * (seller === id ? -sellerPrice : buyerPrice);
      gain += amount * (seller === id ? sellerPrice - worth.ask : worth.bids[type] - buyerPrice);
    }
  return { traded, paid, gain };
}

/**
 * The order with the prices at which it would have earned most of those tried, everybody else's orders and its amount as they were. Tried are
 * its worth and all prices of others with their next neighbours, between which nothing changes but where prices lie on a line between ask and
 * bid; a bid's prices for the types one by one, and both at once. So it is no more than can be proved to have been there.
 */
export function bestPriced(
  orders: readonly SidedOrder[],
  own: SidedOrder,
  worth: Worth,
  rules: AuctionRules,
): { readonly best: SidedOrder } & OrderGain {
  const others = orders.filter(({ order }) => order.id !== own.order.id);
  // In its place: who is first among equals may depend on it.
  const at = (changed: SidedOrder): SidedOrder[] => orders.map((one) => (one === own ? changed : one));
  let found = { best: own, ...orderGain(orders, own.order.id, worth, rules) };
  for (const changed of repriced(own, others, worth)) {
    const tried = orderGain(at(changed), own.order.id, worth, rules);
    if (tried.gain > found.gain) found = { best: changed, ...tried };
  }
  return found;
}

function repriced(own: SidedOrder, others: readonly SidedOrder[], worth: Worth): SidedOrder[] {
  if (own.side === 'ask') {
    const { type } = own.order;
    return [worth.ask, ...pricesOf(others, type)].map((price) => ({
      ...own,
      order: { ...own.order, price },
    }));
  }
  const bid = (prices: PerType<bigint>): SidedOrder => ({ ...own, order: { ...own.order, prices } });
  const { prices } = own.order;
  const [pv, chp] = (['pv', 'chp'] as const).map((type) => [worth.bids[type], ...pricesOf(others, type)]);
  return [
    bid(worth.bids),
    ...pv!.map((price) => bid({ ...prices, pv: price })),
    ...chp!.map((price) => bid({ ...prices, chp: price })),
    ...[...new Set([...pv!, ...chp!])].map((price) => bid({ pv: price, chp: price })),
  ];
}

/** Each once, with those just above and below it. */
function pricesOf(orders: readonly SidedOrder[], type: EnergyType): bigint[] {
  const priceOf = (order: Ask | Bid): bigint | null =>
    'prices' in order ? order.prices[type] : order.type === type ? order.price : null;
  const known = [...new Set(orders.flatMap(({ order }) => priceOf(order) ?? []))];
  const sorted = known.sort((a, b) => (a < b ? -1 : 1));
  const step = Math.max(1, sorted.length / TRIED);
  const tried = Array.from(
    { length: Math.min(sorted.length, TRIED) },
    (_, n) => sorted[Math.floor(n * step)]!,
  );
  return [...new Set(tried.flatMap((price) => [price - 1n, price, price + 1n]))].filter(
    (price) => price >= 0n,
  );
}
