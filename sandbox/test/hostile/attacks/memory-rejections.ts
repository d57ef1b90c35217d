import { anAgent } from '../attack.js';

export default anAgent({
  what: 'leaves a million rejected promises behind',
  expected: ['threw', 'out-of-memory', 'timed-out', 'process-lost'],
  bid: `for (let i = 0; i < 1_000_000; i++) Promise.reject(i);`,
});
