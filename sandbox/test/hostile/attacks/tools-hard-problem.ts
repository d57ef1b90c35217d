import { anAgent } from '../attack.js';

export default anAgent({
  what: 'hands the solver a problem that takes long',
  expected: ['timed-out', 'over-budget', 'process-lost'],
  bid: `const n = 400; const starts = [], rowOf = [], values = []; let x = 1;
        for (let j = 0; j < n; j++) { starts.push(values.length); for (let i = 0; i < n; i++) { x = (x * 16807) % 2147483647; rowOf.push(i); values.push((x % 1000) / 100 + 0.1); } }
        starts.push(values.length);
        for (let i = 0; ; i++) tools.solve({ cost: new Array(n).fill(0).map((_, j) => -1 - ((j * 7919 + i) % 101)), columnLower: new Float64Array(n), columnUpper: new Float64Array(n).fill(Infinity), matrix: { rows: n, columns: n, starts, rowOf, values }, rowLower: new Float64Array(n).fill(-Infinity), rowUpper: new Float64Array(n).fill(1e4).map((b, i) => b + ((i * 104729) % 977)) });`,
});
