import { anAgent, someMemoryLimit } from '../attack.js';

export default anAgent({
  what: 'compiles functions without end',
  expected: someMemoryLimit,
  bid: `const all = []; for (let i = 0; ; i++) all.push(new Function('return ' + i + ';' + '/*' + 'x'.repeat(1000) + '*/'));`,
});
