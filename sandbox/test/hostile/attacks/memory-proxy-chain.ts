import { anAgent } from '../attack.js';

export default anAgent({
  what: 'reads through a hundred thousand proxies',
  expected: ['threw'],
  bid: `let p = {}; for (let i = 0; i < 100_000; i++) p = new Proxy(p, {}); p.x;`,
});
