import { aDealer } from '../attack.js';

export default aDealer({
  what: 'announces NaN',
  expected: ['invalid-output'],
  members: `announce(view) { return new Float64Array(view.prices.length).fill(NaN); },`,
});
