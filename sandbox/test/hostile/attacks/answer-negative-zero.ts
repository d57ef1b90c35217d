import { anAgent } from '../attack.js';

export default anAgent({
  what: 'bids minus zero, for nothing',
  expected: [],
  bid: `return [{ bundle: new Float64Array(m).fill(-0), limit: -0 }];`,
});
