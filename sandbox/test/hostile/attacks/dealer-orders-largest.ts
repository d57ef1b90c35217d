import { aDealer } from '../attack.js';

export default aDealer({
  what: 'sends the largest orders there are',
  expected: ['invalid-output', 'refused-order'],
  quote: `return { offer: view.inventory, orders: [{ bundle: new Float64Array(m).fill(Number.MAX_VALUE), limit: Number.MAX_VALUE }] };`,
});
