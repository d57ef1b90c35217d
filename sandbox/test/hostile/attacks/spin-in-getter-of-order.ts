import { anAgent, someClock } from '../attack.js';

export default anAgent({
  what: 'spins when an order is read',
  expected: someClock,
  bid: `return [{ bundle: new Float64Array(m), get limit() { for (;;) {} } }];`,
});
