import { aDealer } from '../attack.js';

export default aDealer({
  what: 'announces prices that throw when they are read',
  expected: ['threw'],
  members: `announce(view) { return Object.defineProperty(Array.from(view.prices), 0, { get() { throw new RangeError('no price'); } }); },`,
});
