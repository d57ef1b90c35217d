import { anAgent } from '../attack.js';

export default anAgent({
  what: 'bids the smallest numbers there are',
  expected: [],
  bid: `return [{ bundle: new Float64Array(m).fill(5e-324), limit: 5e-324 }, { bundle: new Float64Array(m).fill(-5e-324), limit: -5e-324 }, { kind: 'unlimited', bundle: new Float64Array(m).fill(2 ** -1074), limit: -0, cap: 5e-324 }];`,
});
