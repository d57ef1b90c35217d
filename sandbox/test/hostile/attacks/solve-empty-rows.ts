import { anAgent } from '../attack.js';

export default anAgent({
  what: 'has the solver build problems of rows that nothing touches',
  expected: ['over-budget'],
  bid: `const r = 900_000; tools.solve({ cost: [1], columnLower: [0], columnUpper: [1],
          matrix: { rows: r, columns: 1, starts: [0, 0], rowOf: [], values: [] }, rowLower: new Float64Array(r), rowUpper: new Float64Array(r).fill(1e308) });`,
});
