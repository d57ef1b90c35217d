import { anAgent } from '../attack.js';

export default anAgent({
  what: 'reports its own stack trace, hoping for paths of the machine',
  expected: ['threw'],
  bid: `throw new Error(new Error('here').stack);`,
});
