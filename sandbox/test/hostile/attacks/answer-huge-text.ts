import { anAgent } from '../attack.js';

export default anAgent({
  what: 'sends half a gigabyte as a limit',
  expected: ['invalid-output', 'out-of-memory', 'threw'],
  bid: `return [{ bundle: new Float64Array(m), limit: 'x'.repeat(2 ** 29 - 24) }];`,
});
