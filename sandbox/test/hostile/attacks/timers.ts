import { anAgent } from '../attack.js';

export default anAgent({
  what: 'waits for another time',
  expected: ['threw'],
  bid: `setTimeout(() => { for (;;) {} }, 0);`,
});
