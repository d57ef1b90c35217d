import { anAgent } from '../attack.js';

export default anAgent({
  what: 'asks for bundles at prices near the end of the numbers',
  expected: [],
  bid: `for (const price of [1e308, 1e300, 1e200, 1e100, 1e50, 1e30, 1e20, 5e-324]) { try { tools.bestBundles(new Float64Array(m).fill(price)); } catch {} try { tools.value(new Float64Array(m).fill(price)); } catch {} }`,
});
