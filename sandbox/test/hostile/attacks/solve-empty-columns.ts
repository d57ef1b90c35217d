import { anAgent } from '../attack.js';

export default anAgent({
  what: 'has the solver build problems of columns that nothing touches',
  expected: ['over-budget'],
  bid: `const n = 300_000; tools.solve({ cost: new Float64Array(n), columnLower: new Float64Array(n), columnUpper: new Float64Array(n),
          matrix: { rows: 0, columns: n, starts: new Int32Array(n + 1), rowOf: [], values: [] }, rowLower: [], rowUpper: [] });`,
});
