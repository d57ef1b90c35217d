import { anAgent } from '../attack.js';

export default anAgent({
  what: 'orders a giant for a crumb of money beside a crumb, which no solver clears together',
  expected: ['refused-order'],
  bid: `const one = (r, x) => { const bundle = new Float64Array(m); bundle[r] = x; return bundle; };
        return [{ bundle: one(0, 5e8), limit: 9e-4 }, { bundle: one(m - 1, 2e-7), limit: 2e-6 }];`,
});
