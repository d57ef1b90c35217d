import { LARGEST_LIMIT, LARGEST_PRICE, LARGEST_QUANTITY } from '#market/ledger/units.js';
import { orderRoom } from '#market/order/order-limits.js';
import { limitsOf, type Limit } from './limit.js';

const REFUSED = '`refused-order`; a dealer’s `invalid-output`';
const ROOM = 'of what there is, could be made, used or paid in the market';

/** What orders may ask for (docs/market-rules.md, "What an order may ask for"). */
export function orderRows(): Limit[] {
  const largest = { quantity: LARGEST_QUANTITY, money: LARGEST_LIMIT, price: LARGEST_PRICE };
  return [
    ...limitsOf(orderRoom, {
      openOrders: ['open orders', 'orders', 'seat', REFUSED],
      openOrdersPerResource: ['open orders per resource, if that is more', 'orders', 'seat', REFUSED],
      size: ['quantity and money', 'times', 'order', REFUSED, ROOM],
      sizePerAgent: ['the same per participant, if that is more', 'times', 'order', REFUSED, ROOM],
    }),
    ...limitsOf(largest, {
      quantity: ['quantity', 'of the resource’s unit', 'order', REFUSED],
      money: ['money', 'of the currency', 'order', REFUSED],
      price: ['price', 'money per unit', 'order', REFUSED, 'no ledger knows a higher one'],
    }),
  ];
}
