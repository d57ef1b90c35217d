import { anAgent, someMemoryLimit } from '../attack.js';

export default anAgent({
  what: 'fills a set',
  expected: someMemoryLimit,
  bid: `const set = new Set(); for (let i = 0; ; i++) set.add('k' + i);`,
});
