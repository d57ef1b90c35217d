/** @short-form 1/3; each time: matches/verify/honest-bundles.test.ts */
import { writeFile } from 'node:fs/promises';
import { writeRunFolder } from '#matches/runs/run-folder.js';
import { mixedRun, type BundleRun } from '#matches/verify/test/bundle-runs.js';
import { gridleague, temporaryFolder, type Ended } from '../test/gridleague.js';

const folder = temporaryFolder();
let run: BundleRun;

beforeAll(async () => {
  run = await mixedRun();
  await writeRunFolder(folder.path('run'), run.frozen, run.packages, run.played);
});

const verify = (...args: string[]): Promise<Ended> => gridleague('verify', ...args);

it('an honest folder is verified, from the command line', async () => {
  const { code, stdout } = await verify(folder.path('run'));
  expect(stdout).toMatch(/^3 of 3 matches replayed identically\nNOTHING WAS ANCHORED[\s\S]*\nverified\n$/);
  expect(code).toBe(0);
});

it('says as JSON what it found, and holds the league against a file of the reader', async () => {
  const mine = { ...run.head.definition, title: 'As I know it' };
  await writeFile(folder.path('league.json'), JSON.stringify(mine));
  const { code, stdout } = await verify(folder.path('run'), '--json', '--league', folder.path('league.json'));
  const found = JSON.parse(stdout) as { verified: boolean; contradictions: string[]; tally: object };
  expect(found).toMatchObject({ verified: false, tally: { identical: 3 } });
  expect(found.contradictions[0]).toMatch(/definition\.title is not that of/);
  expect(code).toBe(1);
});
