import { anAgent } from '../attack.js';

export default anAgent({
  what: 'throws an error with a million causes, the last of which is the first',
  expected: ['threw', 'out-of-memory'],
  bid: `const first = new Error('first'); let error = first; for (let i = 0; i < 10_000; i++) error = new Error('x', { cause: error }); first.cause = error; throw error;`,
});
