import { anAgent } from '../attack.js';

export default anAgent({
  what: 'measures time',
  expected: [],
  bid: `const a = Date.now(); for (let i = 0; i < 1e6; i++); if (Date.now() !== a || new Date().getTime() !== a || typeof performance !== 'undefined') throw new Error('time went on');`,
});
