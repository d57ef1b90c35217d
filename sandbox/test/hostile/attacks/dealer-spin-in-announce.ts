import { aDealer, someClock } from '../attack.js';

export default aDealer({
  what: 'never announces',
  expected: someClock,
  members: `announce() { for (;;) {} },`,
});
