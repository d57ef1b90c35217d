import { anAgent } from '../attack.js';

export default anAgent({
  what: 'leaves holes that the array prototype fills',
  expected: ['invalid-output'],
  bid: `const order = { bundle: new Float64Array(m), limit: 0 }; Array.prototype[0] = order; Object.defineProperty(Array.prototype, '1', { get: () => order, set() { throw 1; }, configurable: true }); return new Array(2);`,
});
