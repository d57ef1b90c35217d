import { anAgent, someClock } from '../attack.js';

export default anAgent({
  what: 'never answers',
  expected: someClock,
  bid: `for (;;) {}`,
});
