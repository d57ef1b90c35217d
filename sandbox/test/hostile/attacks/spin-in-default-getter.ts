import { aPlugin } from '../attack.js';

export default aPlugin({
  what: 'spins where a field is read that the default export does not have',
  expected: [],
  source: `import { defineAgent } from '@gridleague/sdk';
Object.defineProperty(Object.prototype, 'description', { get() { for (;;) {} } });
export default defineAgent({ name: 'x', create: () => ({ bid: () => [] }) });`,
});
