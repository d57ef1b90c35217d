import { anAgent } from '../attack.js';
import { hostTraces } from '../host-traces.js';

export default anAgent({
  what: 'reads the errors of arguments that fit nothing',
  expected: [],
  module: hostTraces,
  bid: `const bad = [undefined, null, 1n, Symbol.iterator, () => 1, {}, [], [1], new Map(), 'x'.repeat(1e6), new Float64Array(m).fill(NaN), Array(m).fill(-1)];
        for (const value of bad)
          for (const ask of [() => tools.bestBundles(value), () => tools.value(value), () => tools.solve(value), () => tools.solve({ matrix: value }),
            () => tools.bestBundles(view.prices, { count: value ?? 0 }), () => tools.solve(lp({ cost: value }))])
            try { ask(); } catch (error) { inspect(error); }`,
});
