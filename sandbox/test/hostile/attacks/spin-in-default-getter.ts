import { aPlugin, someClock } from '../attack.js';

export default aPlugin({
  what: 'spins when the default export is read',
  expected: someClock,
  source: `import { defineAgent } from '@gridleague/sdk';
Object.defineProperty(Object.prototype, 'description', { get() { for (;;) {} } });
export default defineAgent({ name: 'x', create: () => ({ bid: () => [] }) });`,
});
