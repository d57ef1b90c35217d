import { anAgent } from '../attack.js';

export default anAgent({
  what: 'asks for endless stack traces',
  expected: ['threw'],
  bid: `Error.stackTraceLimit = Infinity; const dive = (n) => { if (n === 0) throw new Error('deep'); dive(n - 1); }; dive(5000);`,
});
