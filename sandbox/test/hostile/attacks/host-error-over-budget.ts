import { anAgent } from '../attack.js';
import { hostTraces } from '../host-traces.js';

export default anAgent({
  what: 'reads the errors of an empty budget',
  expected: [],
  module: hostTraces,
  bid: `const ends = () => { for (;;) tools.value(new Float64Array(m)); };
        meet(ends); meet(ends); meet(() => tools.solve(wild)); meet(() => tools.bestBundles(view.prices.map((x) => x + 1)));`,
});
