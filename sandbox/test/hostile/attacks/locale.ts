import { anAgent } from '../attack.js';

export default anAgent({
  what: 'asks for the machine’s language',
  expected: ['threw'],
  bid: `new Intl.DateTimeFormat().resolvedOptions().timeZone;`,
});
