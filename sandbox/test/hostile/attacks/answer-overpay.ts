import { anAgent } from '../attack.js';

export default anAgent({
  what: 'bids money it does not have',
  expected: ['refused-order'],
  bid: `return [{ bundle: new Float64Array(m).fill(1e-3), limit: 1e12 }];`,
});
