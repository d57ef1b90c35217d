import { writeFile } from 'node:fs/promises';
import { readBundle } from '#matches/bundles/run-bundle.js';
import { bundleFile } from '#matches/runs/run-folder.js';
import { sampled } from '#market/test/short-form.js';
import { TINY } from '../../server/test/tiny-scenario.js';
import { gridleague, temporaryFolder } from '../test/gridleague.js';

const LEAGUE = `
id: tiny
title: Tiny league
format: mixed
scenarios: [./tiny-market.json]
blocks: 2
matchSize: 2
entrants: [truthful, shaded, zero-intelligence]
roundCap: 40
limits: { milliseconds: 30000 }
`;

const folder = temporaryFolder();

async function tiny(...args: string[]): ReturnType<typeof gridleague> {
  await writeFile(folder.path('tiny-market.json'), JSON.stringify(TINY));
  await writeFile(folder.path('tiny.yaml'), LEAGUE.replace('./tiny', folder.path('tiny')));
  return gridleague('league', folder.path('tiny.yaml'), ...args);
}

describe('gridleague league', () => {
  it('gives the same results with one worker in memory and with two on the chain', async () => {
    const serial = await tiny('--json', '--no-chain', '--workers', '1', '--output', folder.path('run'));
    const parallel = await tiny('--json', '--workers', '2');
    expect(serial.code).toBe(0);
    expect(JSON.parse(parallel.stdout)).toEqual(JSON.parse(serial.stdout));
  });

  sampled(0.3)('draws another market in another run', async () => {
    const { head } = await readBundle(await bundleFile(folder.path('run')));
    const second = JSON.parse((await tiny('--json', '--no-chain', '--run', '2', '--blocks', '1')).stdout) as {
      seed: string;
    };
    expect(second.seed).not.toBe(head.plan.seed);
  });

  it('tells beforehand what it would be, with the spread of a pilot', async () => {
    const plan = async (...args: string[]): Promise<string> =>
      (await gridleague('league', 'plan', folder.path('tiny.yaml'), ...args)).stdout;
    expect(await plan()).toMatch(
      /^6 matches in 2 blocks, 3 pairs to tell apart\na block draws of tiny: coefficients, endowments\nwith 2 blocks no pair can be told apart/,
    );
    expect(await plan('--blocks', '14', '--spread', '0.1', '--difference', '0.1')).toMatch(
      /in 14 blocks[\s\S]*differences below 0\.\d+ stay invisible \(80 % power\)\n14 blocks would show 0\.1/,
    );
    expect(await plan('--blocks', '14', '--pilot', folder.path('run'))).toMatch(
      /of one worker[\s\S]*stay invisible/,
    );
    await writeFile(
      folder.path('nobodys.yaml'),
      LEAGUE.replace('./tiny', folder.path('tiny')).replace('shaded', 'nobody/x'),
    );
    const { code, stderr } = await gridleague('league', 'plan', folder.path('nobodys.yaml'));
    expect([code, stderr]).toEqual([2, expect.stringMatching(/no accepted submission is called nobody\/x/)]);
  });

  it('refuses a league file that is wrong and names the field', async () => {
    await writeFile(folder.path('bad.yaml'), `${LEAGUE}\nblocs: 2`);
    const { code, stderr } = await gridleague('league', folder.path('bad.yaml'));
    expect(code).toBe(2);
    expect(stderr).toMatch(/bad\.yaml: blocs: unknown field/);
  });
});
