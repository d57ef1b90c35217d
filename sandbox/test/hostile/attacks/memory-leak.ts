import { anAgent, someMemoryLimit } from '../attack.js';

export default anAgent({
  what: 'keeps more from call to call',
  expected: someMemoryLimit,
  module: `const kept = [];`,
  bid: `for (let i = 0; i < 60; i++) kept.push(new Array(2 ** 17).fill(i + 0.5));`,
});
