import { anAgent, someClock } from '../attack.js';

export default anAgent({
  what: 'throws a proxy that spins on every access',
  expected: someClock,
  bid: `throw new Proxy({}, { get() { for (;;) {} }, getPrototypeOf() { for (;;) {} } });`,
});
