import { anAgent } from '../attack.js';

export default anAgent({
  what: 'leaves a message for its next match',
  expected: [],
  matches: 2,
  module: `let matches = 0;`,
  create: `matches += 1; globalThis.visits = (globalThis.visits ?? 0) + 1; Math.visits = (Math.visits ?? 0) + 1;
    if (matches > 1 || globalThis.visits > 1 || Math.visits > 1) throw new Error('a match before was still there');`,
});
