import { anAgent } from '../attack.js';
import { hostTraces } from '../host-traces.js';

export default anAgent({
  what: 'leaves an error of its tools to a promise that nobody awaits',
  expected: ['threw'],
  module: hostTraces,
  bid: `Promise.resolve().then(() => tools.solve(wild)).catch((error) => { inspect(error); throw error; });`,
});
