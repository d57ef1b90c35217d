import { anAgent } from '../attack.js';

export default anAgent({
  what: 'has tiny problems solved without end',
  expected: ['over-budget'],
  bid: `for (;;) tools.solve({ cost: [1], columnLower: [0], columnUpper: [1], matrix: { rows: 0, columns: 1, starts: [0, 0], rowOf: [], values: [] }, rowLower: [], rowUpper: [] });`,
});
