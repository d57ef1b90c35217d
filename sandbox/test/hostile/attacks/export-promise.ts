import { aPlugin } from '../attack.js';

export default aPlugin({
  what: 'exports a promise',
  expected: ['threw', 'invalid-output'],
  source: `export default new Promise(() => {});`,
});
