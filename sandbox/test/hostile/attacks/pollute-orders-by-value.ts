import { anAgent } from '../attack.js';
import { tradesTruthfully } from '../polluted.js';

export default anAgent({
  what: 'makes every order unlimited and cancelled by what all objects have',
  expected: [],
  playsLike: 'truthful',
  module: `Object.assign(Object.prototype, { kind: 'unlimited', cap: 1e9, key: 'x', cancel: 'all', orders: 7, length: 1e9, then() {} });`,
  bid: tradesTruthfully,
});
