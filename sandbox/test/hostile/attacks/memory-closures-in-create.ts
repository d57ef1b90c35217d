import { anAgent, someMemoryLimit } from '../attack.js';

export default anAgent({
  what: 'eats memory before the match begins',
  expected: someMemoryLimit,
  create: `const all = []; for (;;) all.push(new Array(2 ** 16).fill({}));`,
});
