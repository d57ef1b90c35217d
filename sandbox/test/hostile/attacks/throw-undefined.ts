import { anAgent } from '../attack.js';

export default anAgent({
  what: 'throws nothing',
  expected: ['threw'],
  bid: `throw undefined;`,
});
