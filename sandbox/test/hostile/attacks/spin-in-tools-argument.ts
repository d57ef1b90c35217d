import { anAgent, someClock } from '../attack.js';

export default anAgent({
  what: 'spins while the tools read its prices',
  expected: someClock,
  bid: `tools.bestBundles(new Proxy([], { get() { for (;;) {} } }));`,
});
