import { anAgent, someMemoryLimit } from '../attack.js';

export default anAgent({
  what: 'parses an integer of many digits',
  expected: someMemoryLimit,
  bid: `for (;;) BigInt('9'.repeat(30_000_000));`,
});
