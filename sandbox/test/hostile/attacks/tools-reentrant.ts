import { anAgent } from '../attack.js';

export default anAgent({
  what: 'calls the tools while they read its arguments',
  expected: [],
  bid: `let depth = 0; const trap = new Proxy(new Array(m).fill(0), { get(target, key) { if (depth++ < 20) tools.value(trap); return target[key]; } });
        try { tools.value(trap); } catch {}`,
});
