import { aDealer } from '../attack.js';

export default aDealer({
  what: 'offers what it does not have',
  expected: ['invalid-output'],
  quote: `return { offer: new Float64Array(m).fill(1e6) };`,
});
