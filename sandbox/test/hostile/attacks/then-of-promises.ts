import { anAgent } from '../attack.js';

export default anAgent({
  what: 'replaces what promises do',
  expected: [],
  module: `Promise.prototype.then = Promise.prototype.catch = Promise.prototype.finally = () => { for (;;) {} }; Object.defineProperty(Promise, Symbol.species, { get() { for (;;) {} } });`,
  bid: `(async () => { await 1; await Promise.resolve(2); })();`,
});
