import { anAgent } from '../attack.js';
import { hostTraces } from '../host-traces.js';

export default anAgent({
  what: 'reads the errors of tools whose answers have no room',
  expected: ['out-of-memory'],
  module: hostTraces,
  bid: `const kept = [];
        for (let size = 2 ** 22; size >= 128; size /= 2) try { for (;;) kept.push(new ArrayBuffer(size)); } catch (error) { inspect(error); }
        for (let i = 0; i < 100; i++) try { kept.push(tools.bestBundles(view.prices.map((x) => x + 1))); } catch (error) { inspect(error); }`,
});
