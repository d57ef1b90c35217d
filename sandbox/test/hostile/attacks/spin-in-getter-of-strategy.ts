import { aPlugin, someClock } from '../attack.js';

export default aPlugin({
  what: 'spins when its bid function is looked up',
  expected: someClock,
  source: `export default { kind: 'agent', name: 'x', create: () => ({ get bid() { for (;;) {} } }) };`,
});
