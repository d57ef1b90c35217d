import { sandboxDealer } from '../seats/dealer.js';
import { SandboxPool } from '../isolated/sandbox-pool.js';
import { sandboxTraders } from '../seats/traders.js';
import { prepareSubmission } from '../compile/submission.js';
import { aMarket, aMatch } from './a-match.js';
import { patientLimits as limits } from './patient-limits.js';
import { reference } from './reference-file.js';

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

/** The reasons of all failures in a match, and in a second one in the same processes. */
async function dives(): Promise<readonly string[][]> {
  const pool = new SandboxPool();
  try {
    const plugin = await prepareSubmission(diver, 'diver.ts');
    const passive = await reference('dealer', 'passive');
    const matches: string[][] = [];
    for (let match = 0; match < 2; match++) {
      const played = await aMatch(
        aMarket('deep', 2),
        sandboxTraders({ pool, plugins: [plugin, plugin], seed: 'deep', limits }),
        sandboxDealer({ pool, plugin: passive, seed: 'deep', limits }),
        { errorBudget: 3, roundCap: 2 },
      );
      matches.push(played.seats.flatMap(({ failures }) => failures.map(({ reason }) => reason)));
    }
    return matches;
  } finally {
    await pool.close();
  }
}

it('a plugin can recurse equally deep in every process, however hot its code is', async () => {
  const [one, two] = [await dives(), await dives()];
  expect(one[0]!.length).toBeGreaterThan(0);
  for (const reason of one[0]!) expect(reason).toMatch(/^Error: \d+ \d+ \(diver/);
  expect(one[1]).toEqual(one[0]);
  expect(two).toEqual(one);
});
