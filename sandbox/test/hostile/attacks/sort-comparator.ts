import { anAgent, someClock } from '../attack.js';

export default anAgent({
  what: 'sorts with a comparator that never finishes',
  expected: someClock,
  bid: `[1, 2, 3].sort(() => { for (;;) {} });`,
});
