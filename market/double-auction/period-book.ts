import type { Delivery } from '../ledger/ledger.port.js';
import type { PeriodBook } from '../match/report/auction-record.js';
import type { AuctionGoods } from './auction-instance.js';
import type { PeriodResult } from './clear-period.js';
import { inCt } from './closed-period.js';
import type { SidedOrder } from './order-book.js';
import { PRICE_PER_CT, PRICE_PER_EUR, type Ask, type Bid, type GridPrices } from './orders.js';

/** `seatOf`: of an order's id. */
export function periodBook(
  orders: readonly SidedOrder[],
  { vote, auctions }: PeriodResult,
  { sells, buys }: GridPrices,
  seatOf: (id: string) => number,
): PeriodBook {
  return {
    first: vote.first,
    grid: { sells: inCt(sells), buys: inCt(buys) },
    asks: orders.flatMap((placed) => {
      if (placed.side !== 'ask') return [];
      const { id, type, amount, price } = placed.order;
      return { seat: seatOf(id), type, amount: Number(amount), price: inCt(price) };
    }),
    bids: orders.flatMap((placed) => {
      if (placed.side !== 'bid') return [];
      const { id, amount, prices } = placed.order;
      return { seat: seatOf(id), amount: Number(amount), pv: inCt(prices.pv), chp: inCt(prices.chp) };
    }),
    matches: auctions.flatMap(({ type, matches }) =>
      matches.map(({ seller, buyer, amount, buyerPrice, sellerPrice }) => ({
        ...{ type, seller: seatOf(seller), buyer: seatOf(buyer), amount: Number(amount) },
        ...{ buyerPrice: inCt(buyerPrice), sellerPrice: inCt(sellerPrice) },
      })),
    ),
  };
}

/** The orders of a book; `idOf`: of a seat. */
export function ordersIn({ asks, bids }: PeriodBook, idOf: (seat: number) => string): SidedOrder[] {
  const time = 0n;
  return [
    ...asks.map(({ seat, type, amount, price }): SidedOrder => {
      const order: Ask = { id: idOf(seat), type, amount: BigInt(amount), price: unitsOf(price), time };
      return { side: 'ask', order };
    }),
    ...bids.map(({ seat, amount, pv, chp }): SidedOrder => {
      const prices = { pv: unitsOf(pv), chp: unitsOf(chp) };
      const order: Bid = { id: idOf(seat), amount: BigInt(amount), prices, time };
      return { side: 'bid', order };
    }),
  ];
}

function unitsOf(ct: number): bigint {
  return BigInt(Math.round(ct * PRICE_PER_CT));
}

/** Ledger units of what an auction counts in: 1e-9 kWh per Wh, 1e-18 EUR per 1e-7 EUR. */
const QUANTITY_PER_WH = 1_000_000n;
const MONEY_PER_UNIT = 100_000_000_000n;

/** What a period hands over, by seat. */
export function deliveriesOfPeriod(
  { auctions }: PeriodResult,
  period: number,
  goods: AuctionGoods,
  seatOf: (id: string) => number,
): Delivery[] {
  const bySeat = new Map<number, { delivered: bigint[]; payment: bigint }>();
  const enter = (id: string, r: number, amount: bigint, payment: bigint): void => {
    const seat = seatOf(id);
    const nothing = (): bigint[] => Array.from({ length: goods.count }, () => 0n);
    const entry = bySeat.get(seat) ?? { delivered: nothing(), payment: 0n };
    entry.delivered[r]! += amount * QUANTITY_PER_WH;
    entry.payment += payment * MONEY_PER_UNIT;
    bySeat.set(seat, entry);
  };
  for (const { type, matches } of auctions) {
    const r = goods.of(type, period);
    for (const { seller, buyer, amount, sellerPrice, buyerPrice } of matches) {
      enter(seller, r, -amount, -amount * sellerPrice);
      enter(buyer, r, amount, amount * buyerPrice);
    }
  }
  return [...bySeat].map(([seat, entry]) => ({ seat, ...entry })).sort((a, b) => a.seat - b.seat);
}

/** The last known prices of everything that is traded, EUR/kWh, once a period is over: of what was traded, that of its last match. */
export function pricesAfter(
  before: readonly number[],
  { auctions }: PeriodResult,
  period: number,
  goods: AuctionGoods,
): number[] {
  const prices = [...before];
  for (const { type, matches } of auctions) {
    const last = matches.at(-1);
    if (last) prices[goods.of(type, period)] = Number(last.buyerPrice) / PRICE_PER_EUR;
  }
  return prices;
}
