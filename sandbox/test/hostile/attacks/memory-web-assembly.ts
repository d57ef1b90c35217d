import { anAgent } from '../attack.js';

export default anAgent({
  what: 'allocates WebAssembly memory',
  expected: ['threw'],
  bid: `new WebAssembly.Memory({ initial: 40_000 });`,
});
