import { isFloat64Array } from 'node:util/types';
import type { BidderOrder, BidderView } from '#market/double-auction/bidders.port.js';
import { auctionLimits } from '#market/double-auction/limits.js';
import type { BidAnswer, DealerQuote, SeatOrder } from '#market/traders.port.js';
import { keyLimits } from '../guest/limits.js';
import { InvalidAnswerError, isRecord, unfit } from './reply-checks.js';

// The shape of an order is read three times: by the guest, with a message for the author (guest/answers.ts); here, because
// nothing is believed that comes from where a plugin runs; by the market, which decides (market/order).

/** Sizes that a seat's answers must have. */
export interface BidShape {
  readonly resources: number;
  /** columns and own rows of the seat's problem */
  readonly columns: number;
  readonly ownRows: number;
  /** most orders */
  readonly orders: number;
}

/** A checked copy of what became of `bid`. Throws `InvalidAnswerError`. */
export function readBid(value: unknown, { resources, columns, ownRows, orders: most }: BidShape): BidAnswer {
  if (!isRecord(value)) return unfit();
  const orders = readOrders(value.orders, resources, most, columns);
  const cancel = value.cancel === undefined ? {} : { cancel: readCancel(value.cancel) };
  if (value.best === undefined) return { orders, ...cancel };
  if (!isRecord(value.best)) return unfit();
  const { plan, ownDuals } = value.best;
  return { orders, ...cancel, best: { plan: numbers(plan, columns), ownDuals: numbers(ownDuals, ownRows) } };
}

function readCancel(cancel: unknown): 'all' | readonly number[] {
  if (cancel === 'all') return cancel;
  if (!isFloat64Array(cancel) || cancel.length > keyLimits.keys) return unfit();
  return Array.from(cancel, key);
}

function key(value: unknown): number {
  const read = finite(value);
  return Number.isInteger(read) && read >= 1 && read <= keyLimits.largest ? read : unfit();
}

/**
 * A checked copy of what became of `quote`; `inventory` is m. A dealer may always send one order per
 * resource. Throws `InvalidAnswerError`.
 */
export function readQuote(value: unknown, inventory: Float64Array, most: number): DealerQuote {
  if (!isRecord(value)) return unfit();
  const offer = numbers(value.offer, inventory.length);
  offer.forEach((quantity, r) => {
    if (quantity < 0 || quantity > inventory[r]!)
      throw new InvalidAnswerError(
        `offer[${r}] is ${quantity}, outside the inventory of 0 .. ${inventory[r]}`,
      );
  });
  return { offer, orders: readOrders(value.orders, inventory.length, Math.max(most, inventory.length)) };
}

/** A checked copy of what became of `announce`; null: the clearing prices. Throws `InvalidAnswerError`. */
export function readAnnouncement(value: unknown, resources: number): Float64Array | null {
  return value === null ? null : numbers(value, resources);
}

/** A checked copy of what became of `order` for this view; null: no order. Throws `InvalidAnswerError`. */
export function readAuctionOrder(value: unknown, view: BidderView): BidderOrder | null {
  if (value === null) return null;
  if (!isRecord(value)) return unfit();
  // A home that plans chooses its side, as far as its connection goes.
  const { home } = view;
  const side = home && (value.side === 'ask' || value.side === 'bid') ? value.side : view.side;
  const most = home ? home.most : view.amount;
  const { amount } = value;
  const isWhole = typeof amount === 'number' && Number.isSafeInteger(amount) && amount >= 1;
  if (amount !== undefined && !isWhole) return unfit();
  const wanted = isWhole ? { amount } : {};
  if (isWhole && amount > most)
    throw new InvalidAnswerError(
      `the order is for ${amount} Wh; the ${home ? 'connection lets through' : 'meter counts'} ${most}`,
    );
  if (value.side !== side)
    throw new InvalidAnswerError(
      side === 'ask' ? 'the seat sells: its order needs a price' : 'the seat buys: its order needs prices',
    );
  if (side === 'ask') return { side, price: price(value.price), ...wanted };
  if (!isRecord(value.prices)) return unfit();
  return { side, prices: { pv: price(value.prices.pv), chp: price(value.prices.chp) }, ...wanted };
}

function price(value: unknown): number {
  const stated = finite(value);
  if (stated < 0 || stated > auctionLimits.price)
    throw new InvalidAnswerError(`a price is ${stated} ct/kWh, outside 0 .. ${auctionLimits.price}`);
  return stated;
}

/** `columns`: length of the plan that an order may bring; none if left out. */
function readOrders(orders: unknown, m: number, most: number, columns?: number): SeatOrder[] {
  // Their number before anything walks through them.
  if (!Array.isArray(orders) || orders.length > most) return unfit();
  return Array.from(orders, (order: unknown, index) => {
    if (!isRecord(order)) return unfit();
    const { bundle, limit, kind, cap, plan, key: own } = order;
    const read = { bundle: numbers(bundle, m), limit: finite(limit) };
    // A dealer's orders live for one round, and need no names.
    const name = own === undefined || columns === undefined ? {} : { key: key(own) };
    const proof = plan === undefined || columns === undefined ? {} : { plan: numbers(plan, columns) };
    if (kind === 'limited') return { ...read, kind, ...name, ...proof };
    if (kind !== 'unlimited') return unfit();
    if (finite(cap) <= 0)
      throw new InvalidAnswerError(
        `order ${index}: cap is ${cap as number}; an unlimited order needs one above 0`,
      );
    return { ...read, kind, cap: finite(cap), ...name, ...proof };
  });
}

function finite(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : unfit();
}

function numbers(value: unknown, length: number): Float64Array {
  if (!isFloat64Array(value) || value.length !== length || !value.every(Number.isFinite)) return unfit();
  return new Float64Array(value);
}
