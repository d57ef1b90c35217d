import { anAgent } from '../attack.js';

export default anAgent({
  what: 'lies about the length and buffer of typed arrays',
  expected: [],
  module: `const base = Object.getPrototypeOf(Float64Array.prototype);
for (const key of ['length', 'buffer', 'byteLength', 'byteOffset'])
  Object.defineProperty(base, key, { get: () => 2 ** 40 });`,
  bid: `return new Array(0);`,
});
