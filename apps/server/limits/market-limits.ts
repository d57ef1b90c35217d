import { LARGEST_LIMIT, LARGEST_PRICE, LARGEST_QUANTITY } from '#market/ledger/units.js';
import { orderRoom } from '#market/order/order-limits.js';
import { limitsOf, type Limit } from './limit.js';

const REFUSED = '`refused-order`; a dealer’s `invalid-output`';

/** What orders may ask for (docs/market-rules.md, "What an order may ask for"). */
export function orderLimits(): Limit[] {
  const order = { per: 'order', outcome: REFUSED };
  const part = 'of what there is, could be made, used or paid in the market';
  return [
    ...limitsOf(orderRoom, {
      openOrders: { name: 'open orders', unit: 'orders', per: 'seat', outcome: REFUSED },
      openOrdersPerResource: {
        ...{
          name: 'open orders per resource, if that is more',
          unit: 'orders',
          per: 'seat',
          outcome: REFUSED,
        },
      },
      size: { name: 'quantity and money', unit: 'times', ...order, why: part },
      sizePerAgent: { name: 'the same per participant, if that is more', unit: 'times', ...order, why: part },
    }),
    { name: 'quantity', value: LARGEST_QUANTITY, unit: 'of the resource’s unit', ...order },
    { name: 'money', value: LARGEST_LIMIT, unit: 'of the currency', ...order },
    {
      name: 'price',
      value: LARGEST_PRICE,
      unit: 'money per unit',
      ...order,
      why: 'no ledger knows a higher one',
    },
  ];
}
