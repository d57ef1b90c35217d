import { anAgent } from '../attack.js';

export default anAgent({
  what: 'bids NaN',
  expected: ['invalid-output'],
  bid: `return [{ bundle: new Float64Array(m), limit: NaN }];`,
});
