import { anAgent } from '../attack.js';

export default anAgent({
  what: 'sends one order too many',
  expected: ['invalid-output'],
  bid: `return new Array(65).fill({ bundle: new Float64Array(m), limit: 1 });`,
});
