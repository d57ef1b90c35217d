import { anAgent } from '../attack.js';

export default anAgent({
  what: 'installs a stack-trace formatter that spins',
  expected: ['threw'],
  bid: `Error.prepareStackTrace = () => { for (;;) {} }; throw new Error('x');`,
});
