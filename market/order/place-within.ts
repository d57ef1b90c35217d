import { moneyToNumber } from '../ledger/units.js';
import type { SeatOrder } from '../traders.port.js';
import type { OrderLimits } from './order-limits.js';
import { isDust, mostPaid, placeOrder, type PlacedOrder } from './placed-order.js';

const DOUBLE_ROUNDING = 1e-12;

/**
 * The order in ledger units, null where nobody could mean it (dust, or it asks for more money than the market
 * could pay), or what is wrong with its numbers. `allocation`: m, what its owner holds.
 */
export function placeWithin(
  limits: OrderLimits,
  order: SeatOrder,
  allocation: readonly bigint[],
): PlacedOrder | string | null {
  const malformed = malformationOf(limits, order, allocation.length);
  if (malformed !== null) return malformed;
  const cap = order.kind === 'unlimited' ? order.cap! : 1;
  if (order.limit * cap < -limits.money) return null;
  const placed = placeOrder(order, allocation);
  if (isDust(placed.ledger)) return null;
  const most = mostPaid(placed.ledger);
  if (placed.ledger.limit <= most) return placed;
  const named = order.bundle.reduce((sum, quantity) => sum + Math.abs(quantity), 0);
  // A bid at the highest price, whose quantities were rounded down: it means the highest price.
  if (order.limit <= named * limits.price * (1 + DOUBLE_ROUNDING))
    return { ...placed, ledger: { ...placed.ledger, limit: most } };
  return `limit ${moneyToNumber(placed.ledger.limit)} is more than ${limits.price} for each unit it names`;
}

function malformationOf(limits: OrderLimits, order: SeatOrder, m: number): string | null {
  if (order.key !== undefined && !(Number.isSafeInteger(order.key) && order.key >= 1))
    return `key is ${order.key}, no whole number from 1`;
  if (order.bundle.length !== m) return `bundle has ${order.bundle.length} entries, not ${m}`;
  const cap = order.kind === 'unlimited' ? (order.cap ?? NaN) : 1;
  if (!(cap > 0 && cap < Infinity)) return `an unlimited order needs a cap > 0, not ${order.cap}`;
  const within = `up to ${limits.quantity} units and ${limits.money} money are allowed in this market`;
  const quantities = order.bundle.map((entry) => entry * cap);
  const bad = quantities.findIndex((quantity) => !(Math.abs(quantity) <= limits.quantity));
  if (bad < 0 && order.limit * cap <= limits.money && order.limit > -Infinity) return null;
  if (order.kind === 'unlimited' && isFinite(order.bundle) && Number.isFinite(order.limit))
    return `cap ${cap} makes the order too large; ${within}`;
  return bad >= 0
    ? `bundle[${bad}] is ${order.bundle[bad]}; ${within}`
    : `limit is ${order.limit}; ${within}`;
}

function isFinite(bundle: Float64Array): boolean {
  return bundle.every((entry) => Number.isFinite(entry));
}
