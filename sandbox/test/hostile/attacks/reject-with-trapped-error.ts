import { anAgent, someClock } from '../attack.js';

export default anAgent({
  what: 'leaves a rejected promise behind whose error spins',
  expected: someClock,
  bid: `const error = new Error(); Object.defineProperty(error, 'stack', { get() { for (;;) {} } }); Object.defineProperty(error, 'message', { get() { for (;;) {} } }); Promise.reject(error);`,
});
