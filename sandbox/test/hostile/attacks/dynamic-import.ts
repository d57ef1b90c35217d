import { anAgent } from '../attack.js';

export default anAgent({
  what: 'imports modules of the host by a computed name',
  expected: [],
  bid: `const load = new Function('name', 'return import(name)');
        for (const name of ['node:fs', 'fs', '{{file}}', 'file://{{file}}', './guest.js', 'isolated-vm'])
          load(name).then((found) => { globalThis.found = found; }, () => {});
        if (globalThis.found) throw new Error('found');`,
});
