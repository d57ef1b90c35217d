import { saidEverywhere } from './dives.js';

/**
 * Says in its failures how deep it could recurse, while its functions grow hot, and what its tools
 * say where the stack ends.
 */
const diver = `import { defineAgent } from '@gridleague/sdk';
let depth = 0;
const dive = (n) => { depth++; return n <= 0 ? 0 : dive(n - 1) + n * 2; };
const deepest = () => { depth = 0; try { dive(1e9); } catch {} return depth; };
const atTheEnd = (work) => { try { return atTheEnd(work); } catch { return work(); } };
export default defineAgent({
  name: 'diver',
  create: () => ({
    bid(view, tools) {
      const said = [];
      for (let i = 0; i < 700; i++) {
        dive(20);
        if (i % 5 === 0) { const now = deepest(); if (said.at(-1) !== now) said.push(now); }
      }
      let solved = 0;
      for (let i = 0; i < 3; i++) solved += atTheEnd(() => tools.bestBundles(view.prices).length);
      throw new Error([...said, solved].join(' '));
    },
  }),
});`;

it('a plugin can recurse equally deep in every process, however hot its code is', async () => {
  const said = await saidEverywhere(diver, 3);
  expect(said.length).toBeGreaterThan(0);
  for (const reason of said) expect(reason).toMatch(/^Error: \d+ \d+ \(diver/);
});
