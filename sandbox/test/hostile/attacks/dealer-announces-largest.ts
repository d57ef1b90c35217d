import { aDealer } from '../attack.js';

export default aDealer({
  what: 'announces the largest number as every price',
  expected: ['invalid-output'],
  members: 'announce(view, clearing) { return clearing.prices.map(() => Number.MAX_VALUE); },',
});
