import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packScenario } from '#leagues/scenario-files/package/pack-scenario.js';
import { sha256Of } from '#leagues/scenario-files/package/scenario-package.js';
import { handedTrial } from './handed-trial.js';
import { trialSize } from './trial-size.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gridleague-trial-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function handed(content: string, sha256 = sha256Of(content)) {
  const file = join(folder, sha256);
  await writeFile(file, content);
  return handedTrial({ name: 't', scenario: 's', file, sha256, conduct: { roundCap: 5 } }).open();
}

it('draws a trial from a package, under the rules of its league', async () => {
  const { content } = await packScenario('random-small');
  expect(await handed(content)).toMatchObject({ market: { rules: { roundCap: 5 } } });
});

it('trusts no package that is not what was handed over', async () => {
  const { content } = await packScenario('random-small');
  await expect(handed(content, '0'.repeat(64))).rejects.toThrow('its package is not 0000');
});

it('plays no market beyond the size of a trial, however few its columns', async () => {
  const { content } = await packScenario('random-small');
  const document = JSON.parse(content) as { scenario: { agents: number; columns: number; rows: number } };
  const large = (fields: object): Promise<unknown> =>
    handed(JSON.stringify({ ...document, scenario: { ...document.scenario, ...fields } }));
  expect(await large({ agents: 101 })).toMatch('too large for a trial: 101 agents');
  expect(await large({ agents: 50, columns: 700 })).toMatch('35000 variables');
  const rows = Math.ceil(trialSize.entries / 100 / 100);
  expect(await large({ agents: 100, columns: 100, rows, resources: 100 })).toMatch(
    /\d+ entries, more than 500000/,
  );
});
