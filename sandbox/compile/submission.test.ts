import { aMarket, aMatch } from '../test/a-match.js';
import { patientLimits as limits } from '../test/patient-limits.js';
import { reference } from '../test/reference-file.js';
import { sandboxDealer } from '../seats/dealer.js';
import { SandboxPool } from '../isolated/sandbox-pool.js';
import { sandboxTraders } from '../seats/traders.js';
import { prepareAdmitted, prepareSubmission, type Submission } from './submission.js';

const pool = new SandboxPool({ spares: 0 });
afterAll(() => pool.close());

const SILENT = `import { defineAgent } from '@gridleague/sdk';
export default defineAgent({ name: 'silent', create: () => ({ bid: () => [] }) });`;

/** A match of four, the first of them played by this plugin, the others by `truthful`. */
async function playedWith(first: Submission) {
  const [others, dealer] = [await reference('agent', 'truthful'), await reference('dealer', 'passive')];
  return aMatch(
    aMarket('uncompiled'),
    sandboxTraders({ pool, plugins: [first, others, others, others], seed: 'uncompiled', limits }),
    sandboxDealer({ pool, plugin: dealer, seed: 'uncompiled', limits }),
  );
}

it('an admitted plugin that does not compile any more fails its own turns, and nothing else', async () => {
  const source = `${SILENT}\nawait import(process.argv[1]);`;
  await expect(prepareSubmission(source, 'old.ts')).rejects.toThrow(/^old\.ts:3/);
  const old = await prepareAdmitted(source, 'old.ts');
  expect(old).toMatchObject({ file: 'old.ts', source });
  const match = await playedWith(old);
  const peaceful = await playedWith(await prepareSubmission(SILENT, 'silent.ts'));
  expect(match.seats[0]!.failures[0]).toMatchObject({
    kind: 'threw',
    reason: expect.stringMatching(/old\.ts:3/) as unknown,
  });
  expect([match.outcome, match.rounds, match.closing]).toEqual([
    ...[peaceful.outcome, peaceful.rounds, peaceful.closing],
  ]);
  expect(match.timingDependent).toBe(false);
});
