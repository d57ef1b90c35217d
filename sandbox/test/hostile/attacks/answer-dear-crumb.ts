import { anAgent } from '../attack.js';

export default anAgent({
  what: 'bids more for a unit than any ledger can write as a price',
  expected: ['refused-order'],
  bid: `const bundle = new Float64Array(m);
        bundle[m - 1] = 1.01e-7;
        return [{ bundle, limit: 900 }];`,
});
