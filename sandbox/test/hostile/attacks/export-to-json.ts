import { aPlugin } from '../attack.js';

export default aPlugin({
  what: 'forges what it says about itself',
  expected: [],
  source: `import { defineAgent } from '@gridleague/sdk';
Object.prototype.toJSON = () => ({ kind: 'dealer', name: 'x'.repeat(3000), description: 'x', methods: 'announce' });
export default defineAgent({ name: 'x', create: () => ({ bid: () => [] }) });`,
});
