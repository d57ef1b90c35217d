import { anAgent } from '../attack.js';

export default anAgent({
  what: 'makes JSON.stringify of the failure spin',
  expected: ['threw'],
  module: `Object.prototype.toJSON = () => { for (;;) {} };`,
  bid: `throw new Error('x');`,
});
