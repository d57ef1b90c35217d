import { anAgent } from '../attack.js';

export default anAgent({
  what: 'sends an object that converts itself to a number',
  expected: ['invalid-output'],
  bid: `return [{ bundle: new Float64Array(m), limit: { valueOf: () => 1 } }];`,
});
