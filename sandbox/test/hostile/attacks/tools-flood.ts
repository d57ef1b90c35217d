import { anAgent } from '../attack.js';

export default anAgent({
  what: 'floods the solver',
  expected: ['over-budget'],
  bid: `for (;;) tools.value(new Float64Array(m));`,
});
