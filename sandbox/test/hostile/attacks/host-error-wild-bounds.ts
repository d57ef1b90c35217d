import { anAgent } from '../attack.js';
import { hostTraces } from '../host-traces.js';

export default anAgent({
  what: 'reads the errors of bounds and costs at the end of the doubles',
  expected: [],
  module: hostTraces,
  bid: `for (const value of [1e16, 1e20, 1e100, 1e300, Number.MAX_VALUE, -1e300, 5e-324])
          for (const problem of [lp({ cost: [value] }), lp({ columnLower: [value], columnUpper: [value] }), lp({ rowLower: [value], rowUpper: [value] }),
            lp({ matrix: { rows: 1, columns: 1, starts: [0, 1], rowOf: [0], values: [value] } })])
            try { tools.solve(problem); } catch (error) { inspect(error); }`,
});
