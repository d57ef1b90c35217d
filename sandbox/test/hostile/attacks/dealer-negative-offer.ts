import { aDealer } from '../attack.js';

export default aDealer({
  what: 'offers less than nothing',
  expected: ['invalid-output'],
  quote: `return { offer: new Float64Array(m).fill(-1) };`,
});
