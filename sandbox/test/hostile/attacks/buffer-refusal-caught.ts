import { anAgent } from '../attack.js';

export default anAgent({
  what: 'counts how many buffers fit, and trades by the number',
  expected: ['out-of-memory'],
  bid: `const kept = []; try { for (;;) kept.push(new ArrayBuffer(2 ** 20)); } catch {}
        const bundle = new Float64Array(m); bundle[0] = 1e-3 * kept.length; return [{ bundle, limit: 1e-4 }];`,
});
