import { anAgent, someMemoryLimit } from '../attack.js';

export default anAgent({
  what: 'doubles a text',
  expected: someMemoryLimit,
  bid: `let text = 'x'; const all = []; for (;;) { text = text.length < 2 ** 27 ? text + text : text; all.push([...text.slice(0, 2 ** 20)]); }`,
});
