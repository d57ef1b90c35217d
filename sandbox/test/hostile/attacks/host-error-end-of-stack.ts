import { anAgent } from '../attack.js';
import { hostTraces } from '../host-traces.js';

export default anAgent({
  what: 'reads the errors of tools that are asked where the stack ends',
  expected: [],
  module: hostTraces,
  bid: `let last;
        const dive = (ask) => { try { return dive(ask); } catch (error) { last = error; try { return ask(); } catch (error) { last = error; } } };
        for (const ask of [() => tools.solve(wild), () => tools.bestBundles(view.prices.map((x) => x + 1)), () => tools.value(1), () => console.log('x')]) { dive(ask); inspect(last); }`,
});
