import { anAgent } from '../attack.js';

export default anAgent({
  what: 'answers with an object that has a then()',
  expected: ['invalid-output'],
  bid: `return { then() { for (;;) {} } };`,
});
