import { anAgent } from '../attack.js';

export default anAgent({
  what: 'throws text that would move a terminal’s cursor',
  expected: ['threw'],
  bid: `throw new Error('\\u001b[2J\\u001b[31m\\u0000 gone');`,
});
