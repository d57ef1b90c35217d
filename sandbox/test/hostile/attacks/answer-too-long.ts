import { anAgent } from '../attack.js';

export default anAgent({
  what: 'sends a bundle that is too long',
  expected: ['invalid-output'],
  bid: `return [{ bundle: new Float64Array(m + 1), limit: 1 }];`,
});
