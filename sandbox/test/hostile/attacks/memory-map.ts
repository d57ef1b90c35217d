import { anAgent, someMemoryLimit } from '../attack.js';

export default anAgent({
  what: 'fills a map',
  expected: someMemoryLimit,
  bid: `const map = new Map(); for (let i = 0; ; i++) map.set(i, { i });`,
});
