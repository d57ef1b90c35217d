import { anAgent } from '../attack.js';
import { tradesTruthfully } from '../polluted.js';

export default anAgent({
  what: 'never ends where a value becomes a text or a number',
  expected: [],
  playsLike: 'truthful',
  module: `for (const owner of [Object.prototype, Number.prototype, String.prototype, Boolean.prototype, Array.prototype, Object.getPrototypeOf(Float64Array.prototype)])
  for (const key of ['toString', 'valueOf', 'toJSON', 'toLocaleString', Symbol.toPrimitive, Symbol.toStringTag, Symbol.iterator])
    try { Object.defineProperty(owner, key, { __proto__: null, value() { for (;;) {} }, configurable: true }); } catch {}`,
  bid: tradesTruthfully,
});
