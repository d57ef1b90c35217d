import { anAgent } from '../attack.js';

export default anAgent({
  what: 'grows a shared buffer',
  expected: ['threw'],
  bid: `new SharedArrayBuffer(8, { maxByteLength: 2 ** 32 - 8 }).grow(2 ** 32 - 8);`,
});
