import { anAgent } from '../attack.js';

export default anAgent({
  what: 'puts traps on the prototypes of everything',
  expected: [],
  module: `for (const owner of [Object.prototype, Array.prototype, Function.prototype]) for (const key of ['0', 'length2', 'kind', 'outcome', 'value', 'reason', 'get', 'set', 'constructor2'])
  Object.defineProperty(owner, key, { __proto__: null, get() { return 'polluted'; }, set() {}, configurable: true });`,
});
