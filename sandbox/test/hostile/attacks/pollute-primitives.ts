import { anAgent } from '../attack.js';
import { tradesTruthfully } from '../polluted.js';

export default anAgent({
  what: 'never ends where a value becomes a text or a number',
  expected: [],
  playsLike: 'truthful',
  module: `const owners = [Object.prototype, Number.prototype, String.prototype, Boolean.prototype, Array.prototype, Object.getPrototypeOf(Float64Array.prototype)];
const keys = ['toString', 'valueOf', 'toJSON', 'toLocaleString', Symbol.toPrimitive, Symbol.toStringTag, Symbol.iterator];
for (let i = 0; i < owners.length; i++) for (let j = 0; j < keys.length; j++)
  Reflect.defineProperty(owners[i], keys[j], { __proto__: null, value() { for (;;) {} }, configurable: true });`,
  bid: tradesTruthfully,
});
