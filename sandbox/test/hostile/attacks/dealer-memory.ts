import { aDealer, someMemoryLimit } from '../attack.js';

export default aDealer({
  what: 'eats memory while it quotes',
  expected: someMemoryLimit,
  quote: `const all = []; for (;;) all.push(new Array(2 ** 16).fill({}));`,
});
