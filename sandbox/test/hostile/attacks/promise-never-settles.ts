import { anAgent } from '../attack.js';

export default anAgent({
  what: 'answers with a promise that never settles',
  expected: ['invalid-output'],
  bid: `return new Promise(() => {});`,
});
