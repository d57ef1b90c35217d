import { anAgent } from '../attack.js';
import { hostTraces } from '../host-traces.js';

export default anAgent({
  what: 'reads the error of a problem that the solver refuses',
  expected: [],
  module: hostTraces,
  bid: `for (let i = 0; i < 3; i++) meet(() => tools.solve(wild));`,
});
