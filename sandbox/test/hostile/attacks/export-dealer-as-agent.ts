import { aPlugin } from '../attack.js';

export default aPlugin({
  what: 'is a dealer on an agent’s seat',
  expected: ['threw', 'invalid-output'],
  source: `import { defineDealer } from '@gridleague/sdk';
export default defineDealer({ name: 'x', create: () => ({ quote: (view) => ({ offer: view.inventory }) }) });`,
});
