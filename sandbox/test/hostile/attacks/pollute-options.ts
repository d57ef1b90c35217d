import { anAgent } from '../attack.js';

export default anAgent({
  what: 'answers for every options object',
  expected: ['timed-out'],
  module: `for (const key of ['count', 'timeout', 'arguments', 'result', 'copy', 'reference', 'promise', 'async', 'ignore', 'externalCopy', 'unsafeInherit', 'release', 'filename', 'cause', 'maxByteLength', 'limit', 'orders', 'offer', 'refused'])
  Object.defineProperty(Object.prototype, key, { get() { for (;;) {} }, set() { for (;;) {} }, configurable: true });`,
});
