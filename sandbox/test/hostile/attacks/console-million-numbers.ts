import { anAgent } from '../attack.js';

export default anAgent({
  what: 'writes millions of numbers to the console',
  expected: ['out-of-memory', 'timed-out', 'process-lost', 'threw'],
  bid: `for (;;) console.log(new Float64Array(4_000_000).fill(Math.PI));`,
});
