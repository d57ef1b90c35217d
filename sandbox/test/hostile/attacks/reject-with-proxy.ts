import { anAgent, someClock } from '../attack.js';

export default anAgent({
  what: 'leaves a rejected promise behind that carries a proxy',
  expected: someClock,
  bid: `Promise.reject(new Proxy({}, { get() { for (;;) {} }, getPrototypeOf() { for (;;) {} } }));`,
});
