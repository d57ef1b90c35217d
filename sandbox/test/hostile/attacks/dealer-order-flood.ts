import { aDealer } from '../attack.js';

export default aDealer({
  what: 'sends too many orders of its own',
  expected: ['invalid-output'],
  quote: `return { offer: view.inventory, orders: new Array(100_000).fill({ bundle: new Float64Array(m), limit: 0 }) };`,
});
