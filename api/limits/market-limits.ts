import { callLimits } from '#contracts/client/limits.js';
import { defaultRules } from '#market/instance.js';
import { LARGEST_LIMIT, LARGEST_PRICE, LARGEST_QUANTITY } from '#market/ledger/units.js';
import { orderRoom } from '#market/order/order-limits.js';
import { limitsOf, type Limit } from './limit.js';

const REFUSED = '`refused-order`; a dealer’s `invalid-output`';
const WEIGHT = 'numbers that are not zero, and words of the chain (market rules)';
const ROOM = 'of what there is, could be made, used or paid in the market';

/** What orders may ask for (docs/market-rules.md, "What an order may ask for"). */
export function orderRows(): Limit[] {
  const largest = { quantity: LARGEST_QUANTITY, money: LARGEST_LIMIT, price: LARGEST_PRICE };
  return [
    ...limitsOf(orderRoom, {
      openOrders: ['open orders', 'orders', 'seat', REFUSED],
      openOrdersPerResource: ['open orders per resource, if that is more', 'orders', 'seat', REFUSED],
      openWeight: ['weight of all open orders, shared by the seats', 'numbers', 'market', REFUSED, WEIGHT],
      openFullOrders: ['open orders of every resource, if that is more', 'orders', 'seat', REFUSED],
      matchWeight: [
        'weight of all orders sent, shared by the seats',
        'numbers',
        'match',
        REFUSED,
        `${WEIGHT}; a seat at least its open weight for every round of the cap`,
      ],
      matchFullOrders: [
        'sent orders of every resource, if that is more',
        'orders',
        'seat and match',
        REFUSED,
      ],
      size: ['quantity and money', 'times', 'order', REFUSED, ROOM],
      sizePerAgent: ['the same per participant, if that is more', 'times', 'order', REFUSED, ROOM],
    }),
    {
      value: defaultRules.matchSeconds,
      words: [
        'the market’s own work on a match',
        's',
        'match',
        '`out-of-time` of whose orders were most of the work, else it ends',
      ],
    },
    ...limitsOf(largest, {
      quantity: ['quantity', 'of the resource’s unit', 'order', REFUSED],
      money: ['money', 'of the currency', 'order', REFUSED],
      price: ['price', 'money per unit', 'order', REFUSED, 'no ledger knows a higher one'],
    }),
    ...limitsOf(callLimits, {
      bytes: ['a call to the chain', 'bytes', 'transaction', 'made in parts', 'usual endpoints take 128 kB'],
      auctionGas: ['a call of an auction on the chain', 'gas', 'transaction', 'made in parts'],
    }),
  ];
}
