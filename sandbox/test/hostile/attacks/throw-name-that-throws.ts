import { anAgent } from '../attack.js';

export default anAgent({
  what: 'throws an error whose name throws itself',
  expected: ['threw'],
  bid: `const error = new Error('x'); Object.defineProperty(error, 'name', { get() { throw error; } }); throw error;`,
});
