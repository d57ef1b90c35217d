import { aPlugin } from '../attack.js';

export default aPlugin({
  what: 'exports nothing',
  expected: ['threw', 'invalid-output'],
  source: `export const x = 1;`,
});
