import { anAgent, someMemoryLimit } from '../attack.js';

export default anAgent({
  what: 'compiles regular expressions without end',
  expected: someMemoryLimit,
  bid: `const all = []; for (let i = 0; ; i++) { const one = new RegExp('(?:' + 'a{1,30}'.repeat(300) + ')' + i); one.test('aaa'); all.push(one); }`,
});
