import { anAgent } from '../attack.js';

export default anAgent({
  what: 'offers the largest price for the smallest multiple',
  // Nothing is left of it in ledger units.
  expected: [],
  bid: `return [{ kind: 'unlimited', bundle: new Float64Array(m).fill(1), limit: Number.MAX_VALUE, cap: 5e-324 }];`,
});
