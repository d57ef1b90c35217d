import { anAgent, someMemoryLimit } from '../attack.js';

export default anAgent({
  what: 'allocates one buffer above the limit',
  expected: someMemoryLimit,
  bid: `new Uint8Array(new ArrayBuffer(2 ** 31)).fill(1);`,
});
