import { anAgent, someMemoryLimit } from '../attack.js';

export default anAgent({
  what: 'throws an error of half a gigabyte',
  expected: someMemoryLimit,
  bid: `throw new Error('x'.repeat(2 ** 29 - 24));`,
});
