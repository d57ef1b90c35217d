import { anAgent, someClock } from '../attack.js';

export default anAgent({
  what: 'reverses 2 ** 53 entries that are not there',
  expected: someClock,
  bid: `Array.prototype.reverse.call({ length: 2 ** 53 - 1 });`,
});
