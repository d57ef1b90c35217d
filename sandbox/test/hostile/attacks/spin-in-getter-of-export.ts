import { aPlugin, someClock } from '../attack.js';

export default aPlugin({
  what: 'spins when its definition is looked at',
  expected: someClock,
  source: `export default { kind: 'agent', get name() { for (;;) {} }, create: () => ({ bid: () => [] }) };`,
});
