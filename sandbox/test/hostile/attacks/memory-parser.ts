import { anAgent, someMemoryLimit } from '../attack.js';

export default anAgent({
  what: 'has a source of millions of terms parsed',
  expected: someMemoryLimit,
  bid: `for (;;) new Function('return ' + '[{a(){}}],'.repeat(1e6) + '1')();`,
});
