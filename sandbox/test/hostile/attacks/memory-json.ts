import { anAgent, someMemoryLimit } from '../attack.js';

export default anAgent({
  what: 'expands shared references into text',
  expected: someMemoryLimit,
  bid: `let tree = ['x'.repeat(1000)]; for (let i = 0; i < 40; i++) tree = [tree, tree]; JSON.stringify(tree);`,
});
