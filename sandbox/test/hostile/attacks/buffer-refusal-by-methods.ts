import { anAgent } from '../attack.js';

export default anAgent({
  what: 'counts how many arrays built-ins can still make',
  expected: ['out-of-memory'],
  bid: `const seed = Object.defineProperty(new Float64Array(2 ** 17), 'constructor', { value: undefined });
        const makers = [(a) => a.slice(), (a) => a.map((x) => x), (a) => a.toSorted(), (a) => a.toReversed(), (a) => a.with(0, 1), (a) => a.buffer.slice(0)];
        const kept = []; try { for (;;) kept.push(makers[kept.length % 6](seed)); } catch {}`,
});
