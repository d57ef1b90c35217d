import type { BidAnswer } from '../traders.port.js';
import type { PlacedOrder } from './placed-order.js';

/**
 * What an answer leaves of its seat's orders: without those it cancels, and those whose key one of its new orders has. The very
 * same list if all of them stay.
 */
export function keptOf(
  orders: readonly PlacedOrder[],
  { cancel, orders: fresh }: Pick<BidAnswer, 'cancel' | 'orders'>,
): readonly PlacedOrder[] {
  if (cancel === 'all') return orders.length > 0 ? [] : orders;
  const gone = new Set<number>(cancel);
  for (const { key } of fresh) if (key !== undefined) gone.add(key);
  if (gone.size === 0 || !orders.some(({ key }) => key !== undefined && gone.has(key))) return orders;
  return orders.filter(({ key }) => key === undefined || !gone.has(key));
}
