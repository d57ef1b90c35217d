import type { SeatOrder } from '#market/traders.port.js';
import type { OrderLimits } from '#market/order/order-limits.js';

/** What an owner can give and pay. */
export interface Means {
  /** m, units */
  readonly held: Float64Array;
  readonly cash: number;
}

const SMALLEST = 1.01e-7;
const MARGIN = 1 - 1e-9;

/**
 * The order moved to the nearest one that its owner may place: no more than the market allows, sold only what
 * is held, paid only what is there. Extreme orders that are refused test the refusal alone.
 */
export function tamed(
  order: SeatOrder,
  { held, cash }: Means,
  limits: OrderLimits,
  share: number,
): SeatOrder {
  const cap = order.kind === 'unlimited' ? Math.min(1e12, Math.max(1e-12, Math.abs(number(order.cap)))) : 1;
  const most = (limits.quantity * MARGIN) / cap;
  const bundle = order.bundle.map((entry, r) => {
    const size = Math.min(most, Math.abs(number(entry)));
    if (entry < 0) return -Math.min(size, (Math.max(0, held[r]!) * share) / cap);
    return size;
  });
  const sum = bundle.reduce((total, entry) => total + Math.abs(entry), 0) * cap;
  if (sum < SMALLEST) bundle[0] = SMALLEST / cap;
  const payable = Math.min(
    cash * MARGIN * share - 2e-9 * sum,
    limits.money * MARGIN,
    limits.price * MARGIN * Math.max(SMALLEST, sum),
  );
  const limit = Math.max(-limits.money * MARGIN, Math.min(payable, number(order.limit) * cap)) / cap;
  return order.kind === 'unlimited' ? { ...order, bundle, limit, cap } : { ...order, bundle, limit };
}

function number(value: number | undefined): number {
  return value === undefined || Number.isNaN(value) ? 1 : Math.max(-1e300, Math.min(1e300, value));
}
