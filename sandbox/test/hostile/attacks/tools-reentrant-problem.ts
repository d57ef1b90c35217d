import { anAgent } from '../attack.js';

export default anAgent({
  what: 'solves a problem whose fields solve it again while they are read',
  expected: [],
  bid: `let depth = 0;
        const problem = { cost: [1], columnLower: [0], get columnUpper() { if (depth++ < 8) tools.solve(problem); return [1]; },
          get matrix() { if (depth++ < 8) tools.solve(problem); return { rows: 0, columns: 1, starts: [0, 0], rowOf: [], values: [] }; }, rowLower: [], rowUpper: [] };
        tools.solve(problem);`,
});
