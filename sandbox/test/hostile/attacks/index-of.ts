import { anAgent, someClock } from '../attack.js';

export default anAgent({
  what: 'searches a long text for another',
  expected: someClock,
  bid: `const a = 'a'.repeat(2 ** 24); for (;;) a.indexOf('a'.repeat(2 ** 22) + 'b');`,
});
