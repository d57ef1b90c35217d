import { anAgent } from '../attack.js';

export default anAgent({
  what: 'calls the tools with everything but numbers',
  expected: [],
  bid: `const things = [undefined, null, 1, 'x', {}, [], () => {}, Symbol('x'), 1n, new Array(m), { length: 2 ** 40 }, new Array(m).fill('1'), new Float64Array(m).fill(NaN), new Proxy([], {}), view];
        for (const tool of Object.values(tools)) for (const thing of things) { let answered = true; try { tool(thing, thing); } catch { answered = false; } if (answered) throw new Error('answered'); }`,
});
