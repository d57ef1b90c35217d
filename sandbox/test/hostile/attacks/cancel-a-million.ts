import { anAgent } from '../attack.js';

export default anAgent({
  what: 'cancels more orders than there can be',
  expected: ['invalid-output'],
  bid: `return { cancel: new Float64Array(1e6).fill(1) };`,
});
