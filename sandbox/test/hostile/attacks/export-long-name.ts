import { aPlugin } from '../attack.js';

export default aPlugin({
  what: 'has a name of a million letters',
  expected: ['threw', 'invalid-output'],
  source: `import { defineAgent } from '@gridleague/sdk';
export default defineAgent({ name: 'x'.repeat(1e6), create: () => ({ bid: () => [] }) });`,
});
