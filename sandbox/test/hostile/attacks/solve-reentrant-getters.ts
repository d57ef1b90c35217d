import { anAgent } from '../attack.js';

export default anAgent({
  what: 'solves in the getters of what it has solved',
  expected: ['over-budget'],
  bid: `const problem = (depth) => ({ get cost() { if (depth > 0) tools.solve(problem(depth - 1)); return [1]; }, columnLower: [0], columnUpper: [1],
          matrix: { rows: 0, columns: 1, starts: [0, 0], rowOf: [], values: [] }, rowLower: [], rowUpper: [] });
        for (;;) tools.solve(problem(20));`,
});
