import { anAgent } from '../attack.js';

export default anAgent({
  what: 'looks for randomness that is not the match’s',
  expected: [],
  bid: `if (typeof crypto !== 'undefined') throw new Error('found crypto');`,
});
