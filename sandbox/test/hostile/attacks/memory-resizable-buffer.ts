import { anAgent, someMemoryLimit } from '../attack.js';

export default anAgent({
  what: 'grows a resizable buffer past the limit',
  expected: someMemoryLimit,
  bid: `const buffer = new ArrayBuffer(8, { maxByteLength: 2 ** 32 - 8 }); buffer.resize(2 ** 32 - 8); new Uint8Array(buffer).fill(1);`,
});
