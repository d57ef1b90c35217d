import { anAgent } from '../attack.js';

export default anAgent({
  what: 'changes its length while it is read',
  expected: ['invalid-output'],
  bid: `let reads = 0; return { get length() { return reads++ ? 2 ** 40 : 1; }, 0: { get bundle() { return { length: -1 }; }, limit: 1 } };`,
});
