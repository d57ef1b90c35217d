import { anAgent, someClock } from '../attack.js';

export default anAgent({
  what: 'makes JSON.stringify of the failure spin',
  expected: someClock,
  module: `Object.prototype.toJSON = () => { for (;;) {} };`,
  bid: `throw new Error('x');`,
});
