import { anAgent } from '../attack.js';

export default anAgent({
  what: 'hands over places in a matrix that are no whole numbers, or are ones only when bits are cut off',
  expected: [],
  bid: `for (const odd of [0.5, 1.5, -0.5, 1e-300, 2 ** 32, 2 ** 32 + 1, -(2 ** 32), 2 ** 53, Infinity, NaN])
          for (const wrong of [{ starts: [odd, 1] }, { starts: [0, odd] }, { rowOf: [odd] }]) {
            let message = 'answered';
            try { tools.solve({ cost: [1], columnLower: [0], columnUpper: [1],
              matrix: { rows: 2, columns: 1, starts: [0, 1], rowOf: [0], values: [1], ...wrong }, rowLower: [0, 0], rowUpper: [1, 1] }); }
            catch (error) { message = error.message; }
            if (!/^matrix.(starts|rowOf).[01]. is no whole number from 0 to 1000000$/.test(message)) throw new Error(message);
          }`,
});
