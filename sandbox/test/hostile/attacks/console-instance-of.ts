import { anAgent } from '../attack.js';

export default anAgent({
  what: 'spins where the console might ask what it was given',
  expected: [],
  bid: `Object.defineProperty(Error, Symbol.hasInstance, { configurable: true, value() { for (;;) {} } }); console.log({});`,
});
