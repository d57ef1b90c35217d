import { anAgent } from '../attack.js';
import { fieldsOfOrders, forEver, polluted, tradesTruthfully } from '../polluted.js';

export default anAgent({
  what: 'answers for whatever an order leaves out',
  expected: [],
  playsLike: 'truthful',
  module: polluted(fieldsOfOrders, forEver, 'Object.prototype, Array.prototype, Function.prototype'),
  bid: tradesTruthfully,
});
