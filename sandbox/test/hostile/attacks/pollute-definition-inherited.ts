import { aPlugin } from '../attack.js';

export default aPlugin({
  what: 'is a plugin only by what all objects have',
  expected: ['invalid-output'],
  source: `Object.assign(Object.prototype, { kind: 'agent', name: 'x', create: () => ({ bid: () => [] }) });
export default {};`,
});
