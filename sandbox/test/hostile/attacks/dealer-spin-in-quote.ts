import { aDealer, someClock } from '../attack.js';

export default aDealer({
  what: 'never quotes',
  expected: someClock,
  quote: `for (;;) {}`,
});
