import { anAgent, someClock } from '../attack.js';

export default anAgent({
  what: 'keeps the microtask queue busy after it has answered',
  // Where the clock is slow, memory ends first.
  expected: [...someClock, 'out-of-memory'],
  bid: `const again = () => Promise.resolve().then(again); again();`,
});
