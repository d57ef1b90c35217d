import { anAgent } from '../attack.js';

export default anAgent({
  what: 'bids the largest numbers there are',
  expected: ['refused-order', 'invalid-output'],
  bid: `return [{ bundle: new Float64Array(m).fill(Number.MAX_VALUE), limit: Number.MAX_VALUE }, { bundle: new Float64Array(m).fill(-Number.MAX_VALUE), limit: -Number.MAX_VALUE }];`,
});
