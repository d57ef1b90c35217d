import { anAgent, someClock } from '../attack.js';

export default anAgent({
  what: 'iterates over an endless asynchronous generator',
  expected: someClock,
  bid: `async function* endless() { for (;;) yield 1; } (async () => { for await (const _ of endless()); })();`,
});
