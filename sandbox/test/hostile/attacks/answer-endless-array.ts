import { anAgent } from '../attack.js';

export default anAgent({
  what: 'sends four billion orders, all of them missing',
  expected: ['invalid-output'],
  bid: `const orders = []; orders.length = 2 ** 32 - 1; return orders;`,
});
