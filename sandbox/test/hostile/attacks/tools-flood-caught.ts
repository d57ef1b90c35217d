import { anAgent, someClock } from '../attack.js';

export default anAgent({
  what: 'floods the solver and ignores that its budget is used up',
  expected: someClock,
  bid: `for (;;) try { tools.value(new Float64Array(m)); } catch {}`,
});
