import { anAgent, someClock } from '../attack.js';

export default anAgent({
  what: 'tries to survive its termination in a finally block',
  expected: someClock,
  bid: `for (;;) { try { for (;;) {} } finally { continue; } }`,
});
