import { aPlugin } from '../attack.js';

export default aPlugin({
  what: 'exports another create function each time it is read',
  expected: [],
  source: `let reads = 0;
export default { kind: 'agent', name: 'x', get create() { return reads++ ? () => { for (;;) {} } : () => ({ get bid() { return () => []; } }); } };`,
});
