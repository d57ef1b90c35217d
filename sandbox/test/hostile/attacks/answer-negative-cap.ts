import { anAgent } from '../attack.js';

export default anAgent({
  what: 'sells without bound, backwards',
  expected: ['invalid-output'],
  bid: `return [{ kind: 'unlimited', bundle: new Float64Array(m).fill(1), limit: 1, cap: -1 }];`,
});
