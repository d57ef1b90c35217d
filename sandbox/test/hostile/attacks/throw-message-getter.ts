import { anAgent, someClock } from '../attack.js';

export default anAgent({
  what: 'throws an error whose message spins',
  expected: someClock,
  bid: `const error = new Error(); Object.defineProperty(error, 'message', { get() { for (;;) {} } }); throw error;`,
});
