import { anAgent, someMemoryLimit } from '../attack.js';

export default anAgent({
  what: 'fills a huge array',
  expected: someMemoryLimit,
  bid: `const all = []; for (;;) all.push(new Array(2 ** 25).fill(1.5));`,
});
