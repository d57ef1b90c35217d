import { anAgent } from '../attack.js';

export default anAgent({
  what: 'hands the solver NaN and infinite costs',
  expected: ['threw'],
  bid: `tools.solve({ cost: [Infinity], columnLower: [0], columnUpper: [NaN], matrix: { rows: 0, columns: 1, starts: [0, 0], rowOf: [], values: [] }, rowLower: [], rowUpper: [] });`,
});
