import { anAgent, someClock } from '../attack.js';

export default anAgent({
  what: 'matches with exponential backtracking',
  expected: someClock,
  bid: `/^(a+)+$/.test('a'.repeat(60) + 'b');`,
});
