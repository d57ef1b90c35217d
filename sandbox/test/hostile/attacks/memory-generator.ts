import { anAgent, someMemoryLimit } from '../attack.js';

export default anAgent({
  what: 'spreads an endless generator',
  expected: someMemoryLimit,
  bid: `return [...(function* () { for (;;) yield {}; })()];`,
});
