import { anAgent, someClock } from '../attack.js';

export default anAgent({
  what: 'never finishes create()',
  expected: someClock,
  create: `for (;;) {}`,
});
