import { aDealer, someClock } from '../attack.js';

export default aDealer({
  what: 'throws a proxy that spins',
  expected: someClock,
  quote: `throw new Proxy({}, { get() { for (;;) {} } });`,
});
