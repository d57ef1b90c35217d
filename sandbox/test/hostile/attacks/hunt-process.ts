import { anAgent } from '../attack.js';

export default anAgent({
  what: 'looks for process, require and friends',
  expected: [],
  bid: `for (const name of ['process', 'require', 'module', 'Buffer', 'global', 'fetch', 'setTimeout', 'setInterval', 'queueMicrotask', 'structuredClone', 'WebAssembly', 'XMLHttpRequest', 'Deno', 'ivm', 'guest'])
          if (typeof globalThis[name] !== 'undefined' && name !== 'queueMicrotask') throw new Error('found ' + name);`,
});
