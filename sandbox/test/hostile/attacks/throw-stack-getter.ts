import { anAgent, someClock } from '../attack.js';

export default anAgent({
  what: 'throws an error whose stack spins',
  expected: someClock,
  bid: `const error = new Error('x'); Object.defineProperty(error, 'stack', { get() { for (;;) {} } }); throw error;`,
});
