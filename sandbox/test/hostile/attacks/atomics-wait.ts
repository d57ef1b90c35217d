import { anAgent } from '../attack.js';

export default anAgent({
  what: 'puts its thread to sleep',
  expected: ['threw'],
  bid: `Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);`,
});
