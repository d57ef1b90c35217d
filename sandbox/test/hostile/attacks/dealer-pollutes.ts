import { aDealer } from '../attack.js';

export default aDealer({
  what: 'puts orders, prices and offers on the prototypes',
  expected: [],
  module: `for (const key of ['orders', 'cap', 'limit', 'bundle', 'outcome', 'prices', 'value']) Object.defineProperty(Object.prototype, key, { get() { return undefined; }, set() {}, configurable: true });`,
  quote: `return { __proto__: null, offer: view.inventory };`,
});
