import { anAgent } from '../attack.js';

export default anAgent({
  what: 'has problems copied that turn out to be none',
  expected: ['over-budget'],
  bid: `for (;;) try { tools.solve({ cost: [1], columnLower: [1], columnUpper: [0], matrix: { rows: 9, columns: 1, starts: [0, 1], rowOf: [7], values: [0] }, rowLower: Array(9).fill(1), rowUpper: Array(9).fill(0) }); }
        catch (error) { if (/more than/.test(error.message)) throw error; }`,
});
