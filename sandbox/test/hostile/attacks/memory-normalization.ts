import { anAgent, someMemoryLimit } from '../attack.js';

export default anAgent({
  what: 'normalizes text that grows by it',
  expected: someMemoryLimit,
  bid: `const all = []; for (;;) all.push('\\ufdfa'.repeat(2 ** 20).normalize('NFKD'));`,
});
