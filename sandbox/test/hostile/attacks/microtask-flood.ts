import { anAgent, someClock } from '../attack.js';

export default anAgent({
  what: 'keeps the microtask queue busy after it has answered',
  expected: someClock,
  bid: `const again = () => Promise.resolve().then(again); again();`,
});
