import { prepareSubmission } from '../compile/submission.js';
import { SandboxPool } from '../isolated/sandbox-pool.js';
import { sandboxDealer } from '../seats/dealer.js';
import { sandboxTraders } from '../seats/traders.js';
import { aMarket, aMatch } from './a-match.js';
import { patientLimits as limits } from './patient-limits.js';
import { reference } from './reference-file.js';

/** What a plugin that dives says, as the reasons of its failures: in a match in a fresh process, and in a second one there. */
async function dives(diver: string, errorBudget: number): Promise<readonly string[][]> {
  const pool = new SandboxPool({ spares: 0 });
  try {
    const plugin = await prepareSubmission(diver, 'diver.ts');
    const passive = await reference('dealer', 'passive');
    const matches: string[][] = [];
    for (let match = 0; match < 2; match++) {
      const played = await aMatch(
        aMarket('deep', 2),
        sandboxTraders({ pool, plugins: [plugin, plugin], seed: 'deep', limits }),
        sandboxDealer({ pool, plugin: passive, seed: 'deep', limits }),
        { errorBudget, roundCap: 2 },
      );
      matches.push(played.seats.flatMap(({ failures }) => failures.map(({ reason }) => reason)));
    }
    return matches;
  } finally {
    await pool.close();
  }
}

/** What it says, which must be the same in every process, warm or fresh. */
export async function saidEverywhere(diver: string, errorBudget: number): Promise<readonly string[]> {
  const [one, two] = await Promise.all([dives(diver, errorBudget), dives(diver, errorBudget)]);
  expect(one[1]).toEqual(one[0]);
  expect(two).toEqual(one);
  return one[0]!;
}
