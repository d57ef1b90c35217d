import { anAgent } from '../attack.js';

export default anAgent({
  what: 'empties its bundle while its limit is read',
  expected: ['invalid-output'],
  bid: `const bundle = new Array(m).fill(0); return [{ bundle, get limit() { bundle.length = 0; return 1; } }];`,
});
