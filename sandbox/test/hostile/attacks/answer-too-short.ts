import { anAgent } from '../attack.js';

export default anAgent({
  what: 'sends a bundle that is too short',
  expected: ['invalid-output'],
  bid: `return [{ bundle: [], limit: 1 }];`,
});
