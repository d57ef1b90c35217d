import { anAgent } from '../attack.js';

export default anAgent({
  what: 'asks for the value of selling more than any number of the solver',
  expected: [],
  bid: `for (const much of [1e19, 1e20, 1e21, 1e100, 1e300, Number.MAX_VALUE])
          for (const r of [0, m - 1])
            for (const sign of [-1, 1]) {
              const bundle = new Float64Array(m);
              bundle[r] = sign * much;
              try { tools.value(bundle); } catch {}
            }`,
});
