import { anAgent } from '../attack.js';

export default anAgent({
  what: 'throws an integer of millions of digits',
  expected: ['threw', 'out-of-memory', 'timed-out', 'process-lost'],
  bid: `throw 7n ** 9_000_000n;`,
});
