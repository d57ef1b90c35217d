import { anAgent, someMemoryLimit } from '../attack.js';

export default anAgent({
  what: 'concatenates arrays without end',
  expected: someMemoryLimit,
  bid: `let all = new Array(1000).fill(1); for (;;) all = all.concat(all);`,
});
