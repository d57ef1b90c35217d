import { anAgent } from '../attack.js';

export default anAgent({
  what: 'hides its limit behind an own __proto__ key',
  expected: ['invalid-output'],
  bid: `return [JSON.parse('{"__proto__": {"limit": 1}, "bundle": [' + new Array(m).fill(0) + ']}')];`,
});
