import { anAgent } from '../attack.js';

export default anAgent({
  what: 'replaces iteration',
  expected: [],
  module: `Array.prototype[Symbol.iterator] = function* () { for (;;) yield 1; };
Map.prototype.get = Map.prototype.set = () => { for (;;) {} };`,
});
