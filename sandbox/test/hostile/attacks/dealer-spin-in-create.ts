import { aDealer, someClock } from '../attack.js';

export default aDealer({
  what: 'never opens its desk',
  expected: someClock,
  create: `for (;;) {}`,
});
