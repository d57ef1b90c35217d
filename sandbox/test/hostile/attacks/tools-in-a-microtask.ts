import { anAgent } from '../attack.js';

export default anAgent({
  what: 'uses the tools after it has answered, in a microtask',
  expected: [],
  bid: `(async () => { await null; for (let i = 0; i < 300; i++) try { tools.value(new Float64Array(m)); } catch {} })();`,
});
