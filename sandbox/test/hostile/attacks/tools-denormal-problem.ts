import { anAgent } from '../attack.js';

export default anAgent({
  what: 'hands the solver the smallest, the largest and the negative zeros of all numbers',
  expected: [],
  bid: `for (const cost of [5e-324, 1e308, -1e308, -0, 2 ** -1074]) for (const value of [5e-324, -1e308, 1e308, -0]) for (const bound of [-0, 5e-324, 1e308])
          try { tools.solve({ cost: [cost, -cost], columnLower: [-0, -bound], columnUpper: [bound, 1e308], matrix: { rows: 1, columns: 2, starts: [0, 1, 2], rowOf: [0, 0], values: [value, value] }, rowLower: [-bound], rowUpper: [bound] }); } catch {}`,
});
