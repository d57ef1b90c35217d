import { aDealer } from '../attack.js';

export default aDealer({
  what: 'throws a proxy whose fields spin, of which none is its own',
  expected: ['threw'],
  quote: `throw new Proxy({}, { get() { for (;;) {} } });`,
});
