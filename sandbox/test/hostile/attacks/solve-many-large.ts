import { anAgent } from '../attack.js';

export default anAgent({
  what: 'has problems within the limit of one built again and again',
  expected: ['over-budget'],
  bid: `const n = 120_000; const problem = { cost: new Float64Array(n), columnLower: new Float64Array(n), columnUpper: new Float64Array(n),
          matrix: { rows: 0, columns: n, starts: new Int32Array(n + 1), rowOf: [], values: [] }, rowLower: [], rowUpper: [] };
        for (let i = 0; i < 9; i++) tools.solve(problem);`,
});
