import { anAgent } from '../attack.js';

export default anAgent({
  what: 'tries every way to a file it can think of',
  expected: [],
  bid: `const ways = [() => globalThis['require']('fs').readFileSync('{{file}}'), () => process.binding('fs'), () => load('{{file}}'), () => read('{{file}}'), () => importScripts('{{file}}'), () => new XMLHttpRequest()];
        for (const way of ways) { let found; try { found = way(); } catch {} if (found) throw new Error('found ' + found); }`,
});
