import { anAgent, someClock } from '../attack.js';

export default anAgent({
  what: 'spins when the console asks what it was given',
  expected: someClock,
  bid: `Object.defineProperty(Error, Symbol.hasInstance, { value() { for (;;) {} } }); console.log({});`,
});
