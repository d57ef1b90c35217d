/** @short-form 1/5 or none; each time: matches/ledger/chain-obstacles.test.ts */
import { writeFile } from 'node:fs/promises';
import { moneyToNumber } from '#market/ledger/units.js';
import type { MatchReport } from '#market/match/report/report.js';
import { gridleague, temporaryFolder } from '../test/gridleague.js';
import { playedMatches, readBundle } from '#matches/bundles/run-bundle.js';
import { bundleFile } from '#matches/runs/run-folder.js';

const folder = temporaryFolder();

/** A league of one match in the same small market, whose section `chain` is `chain`. */
async function league(name: string, chain: object, ...others: string[]): Promise<string> {
  const scenario = marketFile(name);
  await writeFile(
    scenario,
    JSON.stringify({
      kind: 'random',
      id: name === 'cheap' ? name : 'small',
      agents: 3,
      resources: 2,
      cash: 100,
      chain,
    }),
  );
  const file = folder.path(`${name}.json`);
  const definition = { id: 'one', title: name, format: 'self-play', scenarios: [scenario, ...others] };
  await writeFile(file, JSON.stringify({ ...definition, blocks: 1, entrants: ['truthful'], roundCap: 8 }));
  return file;
}

const marketFile = (name: string): string => folder.path(`${name}-market.json`);

async function played(file: string, ...args: string[]): Promise<{ report: MatchReport; stderr: string }> {
  const output = folder.path('run');
  const { code, stderr } = await gridleague('league', file, '--output', output, '--json', ...args);
  if (code !== 0) throw new Error(stderr);
  const [played] = (await playedMatches(await readBundle(await bundleFile(output)))).values();
  return { report: played!.report, stderr };
}

it('plays a match on the chain its scenario wants: price of gas, purse and verification', async () => {
  const priced = { gasPrice: '30 gwei', cash: 2, blockTime: 12 };
  const paid = await played(await league('priced', priced));
  const [seat] = paid.report.perSeat;
  // a deposit, an order and a payout at least: 140,000 gas of 3e-8 money
  expect(seat!.gas).toBeGreaterThan(0.0042);
  expect(seat!.gas).toBe(moneyToNumber(BigInt(paid.report.chain.senders![0]!.paid)));
  const checked = await played(await league('checked', { ...priced, verification: 'agents' }));
  expect(checked.report.resultHash).toBe(paid.report.resultHash);
  // an objection period lies between proposal and clearing
  expect(checked.report.chain.seconds).toBeGreaterThan(paid.report.chain.seconds!);

  const inMemory = await played(await league('priced', priced), '--no-chain');
  expect(inMemory.stderr).toMatch(/priced-market\.json: chain\.gasPrice: the ledger in memory has no gas/);
  expect(inMemory.report.resultHash).toBe(paid.report.resultHash);
  expect(inMemory.report.perSeat[0]!.gas).toBe(0);
});

it('names the field of a purse that is too small', async () => {
  const { code, stderr } = await gridleague('league', await league('poor', { gasPrice: '30 gwei', cash: 0 }));
  expect(code).toBe(2);
  expect(stderr).toMatch(
    /scenario small: chain\.cash: an account with 0 cannot pay for its part in the market.*money$/m,
  );
});

it('refuses scenarios that want different chains', async () => {
  await league('cheap', {});
  const file = await league('dear', { gasPrice: 7 }, marketFile('cheap'));
  const { code, stderr } = await gridleague('league', file);
  expect(code).toBe(2);
  expect(stderr).toMatch(/scenario cheap: chain\.gasPrice cannot be met: all matches share one chain/);
});
