import { anAgent } from '../attack.js';

export default anAgent({
  what: 'asks for infinitely much',
  expected: ['invalid-output'],
  bid: `return [{ bundle: new Float64Array(m).fill(Infinity), limit: 1 }];`,
});
