import { aDealer } from '../attack.js';

export default aDealer({
  what: 'sends orders of minus nothing',
  expected: [],
  quote: `return { offer: view.inventory, orders: [{ bundle: new Float64Array(m).fill(-0), limit: -0 }, { bundle: new Float64Array(m).fill(5e-324), limit: 5e-324 }] };`,
});
