import { anAgent } from '../attack.js';

export default anAgent({
  what: 'sends an array with holes',
  expected: ['invalid-output'],
  bid: `return [{ bundle: new Array(m), limit: 1 }];`,
});
