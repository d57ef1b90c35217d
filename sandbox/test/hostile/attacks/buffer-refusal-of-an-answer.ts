import { anAgent } from '../attack.js';

export default anAgent({
  what: 'leaves no room for the answers of its tools',
  expected: ['out-of-memory'],
  bid: `const kept = []; const n = 20_000;
        const problem = { cost: new Float64Array(n), columnLower: new Float64Array(n), columnUpper: new Float64Array(n).fill(1),
          matrix: { rows: 0, columns: n, starts: new Int32Array(n + 1), rowOf: [], values: [] }, rowLower: [], rowUpper: [] };
        for (let i = 0; i < 60; i++) kept.push(new ArrayBuffer(2 ** 20));
        try { for (let i = 0; i < 16; i++) kept.push(tools.solve(problem)); } catch {}`,
});
