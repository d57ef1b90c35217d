import { anAgent } from '../attack.js';

export default anAgent({
  what: 'imports modules of the host by a computed name',
  expected: [],
  bid: `for (const name of ['node:fs', 'fs', '{{file}}', 'file://{{file}}', './guest.js', 'isolated-vm'])
          import(name).then((found) => { globalThis.found = found; }, () => {});
        if (globalThis.found) throw new Error('found');`,
});
