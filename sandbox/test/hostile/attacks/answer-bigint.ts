import { anAgent } from '../attack.js';

export default anAgent({
  what: 'bids an integer of the other kind',
  expected: ['invalid-output'],
  bid: `return [{ bundle: new Array(m).fill(1n), limit: 1n }];`,
});
