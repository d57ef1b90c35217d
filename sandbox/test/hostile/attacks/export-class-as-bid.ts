import { aPlugin } from '../attack.js';

export default aPlugin({
  what: 'gives a class where a function is called',
  expected: ['threw'],
  source: `export default { kind: 'agent', name: 'x', create: () => ({ bid: class { static { this.call = null; } } }) };`,
});
