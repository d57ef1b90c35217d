import { anAgent } from '../attack.js';

export default anAgent({
  what: 'counts how many arrays can be made from lists and iterables',
  expected: ['out-of-memory'],
  bid: `const kept = []; const list = { length: 2 ** 17, 0: 1 };
        try { for (;;) kept.push(kept.length % 2 ? Float64Array.from(list) : new Float64Array(list)); } catch {}`,
});
