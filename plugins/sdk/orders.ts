import type { AgentView, Order } from './agent.js';
import { scale } from './vectors.js';

/** Money per unit of quantity by which rounding to ledger units may raise a payment. */
const ROUNDING = 2e-9;
/** Share of the money kept back for the rounding of doubles. */
const DOUBLE_ROUNDING = 1e-12;
/** A smaller part of an order than this is not worth placing. */
const CRUMB = 1e-6;

/**
 * Shrinks orders until the agent can pay what they lock, in the order given; those without money left
 * are dropped. Any part of an honourable limited order is honourable and, values being concave,
 * worth at least its share.
 *
 * Limited orders of one agent share what they lock (only one of them, or a mixture, can fill),
 * the open ones included; unlimited orders lock limit times cap each.
 */
export function affordable(orders: readonly Order[], view: AgentView): Order[] {
  const lockedByLimited = view.openOrders
    .filter((order) => order.kind === 'limited')
    // at least this much: the market may have locked a little more for rounding
    .reduce((most, order) => Math.max(most, order.limit), 0);
  let free = view.cash - DOUBLE_ROUNDING * (view.cash + lockedByLimited);
  let reserved = lockedByLimited;
  const result: Order[] = [];
  for (const order of orders) {
    const needed = lock(order);
    const unlimited = order.kind === 'unlimited';
    const available = Math.max(0, unlimited ? free : free + reserved);
    const share = needed <= available ? 1 : available / needed;
    if (share < CRUMB) continue;
    result.push(share === 1 ? order : shrunk(order, share));
    const spent = needed * share;
    if (unlimited) free -= spent;
    else if (spent > reserved) {
      free -= spent - reserved;
      reserved = spent;
    }
  }
  return result;
}

/**
 * The view as it will be once open orders are cancelled, all or those of these keys: for `affordable`, of what is to take their
 * place. The money that they lock is free again.
 */
export function withoutOrders(view: AgentView, cancel: 'all' | readonly number[]): AgentView {
  const openOrders =
    cancel === 'all' ? [] : view.openOrders.filter(({ key }) => key === undefined || !cancel.includes(key));
  const released = locked(view.openOrders, limitOf) - locked(openOrders, lock);
  return { ...view, openOrders, cash: view.cash + Math.max(0, released) };
}

/** The largest limited order and every unlimited one. */
function locked(orders: readonly Order[], of: (order: Order) => number): number {
  let largest = 0;
  let unlimited = 0;
  for (const order of orders)
    if (order.kind === 'unlimited') unlimited += of(order);
    else largest = Math.max(largest, of(order));
  return largest + unlimited;
}

/** No more than an order locks. */
function limitOf({ limit, kind, cap = 0 }: Order): number {
  return Math.max(0, kind === 'unlimited' ? limit * cap : limit);
}

/** Money that one order locks: max(0, limit), times the cap if unlimited, and the room for rounding. */
function lock(order: Order): number {
  let quantity = 0;
  for (const entry of order.bundle) quantity += Math.abs(entry);
  const perUnit = order.limit + ROUNDING * quantity;
  return Math.max(0, perUnit * (order.kind === 'unlimited' ? (order.cap ?? 0) : 1));
}

function shrunk(order: Order, share: number): Order {
  return order.kind === 'unlimited'
    ? { ...order, cap: (order.cap ?? 0) * share }
    : { ...order, bundle: scale(order.bundle, share), limit: order.limit * share };
}

/**
 * For a dealer: shrinks orders, all by the same share, until paying every one of them in full is
 * covered by `money` (each order of a dealer can fill on its own).
 */
export function withinCash(orders: readonly Order[], money: number): Order[] {
  const cash = money * (1 - DOUBLE_ROUNDING);
  const needed = orders.reduce((sum, order) => sum + lock(order), 0);
  if (needed <= cash) return [...orders];
  if (cash <= 0) return orders.filter((order) => lock(order) === 0);
  return orders.map((order) => (lock(order) === 0 ? order : shrunk(order, cash / needed)));
}
