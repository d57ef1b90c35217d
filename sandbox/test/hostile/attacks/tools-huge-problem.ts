import { anAgent } from '../attack.js';

export default anAgent({
  what: 'hands the solver a problem above the limits',
  expected: ['threw', 'over-budget', 'out-of-memory', 'timed-out'],
  bid: `const n = 600_000; tools.solve({ cost: new Float64Array(n), columnLower: new Float64Array(n), columnUpper: new Float64Array(n), matrix: { rows: 0, columns: n, starts: new Int32Array(n + 1), rowOf: [], values: [] }, rowLower: [], rowUpper: [] });`,
});
