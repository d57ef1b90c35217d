import { anAgent } from '../attack.js';

export default anAgent({
  what: 'hands over dense problems at the limit',
  expected: ['over-budget', 'timed-out', 'process-lost'],
  bid: `const n = 400; const values = new Float64Array(n * n); for (let i = 0; i < n * n; i++) values[i] = 1 + Math.random();
        const rowOf = new Int32Array(n * n); for (let i = 0; i < n * n; i++) rowOf[i] = i % n;
        const starts = Int32Array.from({ length: n + 1 }, (_, i) => i * n);
        for (;;) tools.solve({ cost: new Float64Array(n).fill(-1), columnLower: new Float64Array(n), columnUpper: new Float64Array(n).fill(9),
          matrix: { rows: n, columns: n, starts, rowOf, values }, rowLower: new Float64Array(n).fill(-Infinity), rowUpper: new Float64Array(n).fill(50) });`,
});
