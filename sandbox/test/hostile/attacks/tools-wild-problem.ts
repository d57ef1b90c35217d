import { anAgent } from '../attack.js';

export default anAgent({
  what: 'hands the solver indices outside its memory',
  expected: ['threw'],
  bid: `tools.solve({ cost: [1], columnLower: [0], columnUpper: [1], matrix: { rows: 1, columns: 1, starts: [0, 1], rowOf: [2 ** 30], values: [1] }, rowLower: [0], rowUpper: [1] });`,
});
