import { anAgent } from '../attack.js';

export default anAgent({
  what: 'replaces the built-ins that the guest might use',
  expected: ['threw'],
  module: `Array.prototype.push = () => { throw 1; }; Reflect.apply = JSON.stringify = Number.isFinite = String.prototype.slice = () => { for (;;) {} };
globalThis.Float64Array = globalThis.Error = undefined;`,
  bid: `throw 'still reported';`,
});
