import { anAgent, someMemoryLimit } from '../attack.js';

export default anAgent({
  what: 'replaces in a long text',
  expected: someMemoryLimit,
  bid: `const a = 'a'.repeat(2 ** 24); for (;;) a.replaceAll('a', 'bb');`,
});
