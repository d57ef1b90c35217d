import { anAgent } from '../attack.js';

export default anAgent({
  what: 'sells what it does not have',
  expected: ['refused-order'],
  bid: `return [{ bundle: new Float64Array(m).fill(-1e6), limit: -1e-9 }];`,
});
