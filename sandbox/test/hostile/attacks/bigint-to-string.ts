import { anAgent, someMemoryLimit } from '../attack.js';

export default anAgent({
  what: 'prints an integer of many digits',
  expected: someMemoryLimit,
  bid: `const x = 7n ** 9_000_000n; for (;;) x.toString();`,
});
