import { anAgent } from '../attack.js';

export default anAgent({
  what: 'counts how many buffers fit when its call is over already',
  expected: ['out-of-memory'],
  create: `let fitted = 0;`,
  bid: `Promise.resolve().then(() => { const kept = []; try { for (;;) kept.push(new ArrayBuffer(2 ** 20)); } catch {} fitted = kept.length; });`,
});
