import { anAgent } from '../attack.js';

export default anAgent({
  what: 'tries to reach a port of the machine',
  expected: [],
  bid: `const ways = [() => fetch('http://127.0.0.1:{{port}}/'), () => new WebSocket('ws://127.0.0.1:{{port}}/'), () => new EventSource('http://127.0.0.1:{{port}}/'), () => globalThis['require']('net').connect({{port}})];
        for (const way of ways) { let found; try { found = way(); } catch {} if (found) throw new Error('found ' + found); }`,
});
