import { anAgent } from '../attack.js';

export default anAgent({
  what: 'puts a trap behind the global object',
  expected: ['threw', 'invalid-output', 'timed-out', 'process-lost'],
  bid: `Object.setPrototypeOf(globalThis, new Proxy({}, { has() { for (;;) {} }, get() { for (;;) {} } })); nameThatIsNowhere;`,
});
