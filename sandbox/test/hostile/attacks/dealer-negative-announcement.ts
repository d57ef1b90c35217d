import { aDealer } from '../attack.js';

export default aDealer({
  what: 'announces negative prices',
  expected: ['invalid-output'],
  members: `announce(view) { return new Float64Array(view.prices.length).fill(-1); },`,
});
