import { anAgent, someMemoryLimit } from '../attack.js';

export default anAgent({
  what: 'squares an integer for ever, in native code',
  expected: someMemoryLimit,
  bid: `let x = 3n; for (;;) x = x * x;`,
});
