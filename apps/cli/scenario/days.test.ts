/** @short-form 1/5; each time: leagues/scenario-files/days */
import { writeFile } from 'node:fs/promises';
import { loadScenario } from '#leagues/scenario-files/load-scenario.js';
import { packScenario } from '#leagues/scenario-files/package/pack-scenario.js';
import { trainingPackage } from '#leagues/scenario-files/package/training-package.js';
import { measuredFiles } from '#leagues/scenario-files/test/measured-days.js';
import { gridleague, temporaryFolder } from '../test/gridleague.js';

const folder = temporaryFolder();
const june = (): string => folder.path('june.yaml');
const days = { from: ['2025-06-01/2025-06-30'], strata: 'weekday', hold: ['2025-06-25/2025-06-30'] };
beforeAll(async () => {
  for (const [name, text] of Object.entries(measuredFiles(days))) await writeFile(folder.path(name), text);
});

it('a scenario that draws days says which ones are for whom, and what a day is that it has not', async () => {
  const { stdout } = await gridleague('scenario', june());
  expect(stdout).toMatch(/Days: 24 to train on, .*; 6 held for runs, spread over weekdays/);
  const { code, stderr } = await gridleague('scenario', june(), '--seed', 'x@2025-07-20');
  expect([code, stderr]).toEqual([2, expect.stringMatching(/june: draw\.days: has no day 2025-07-20/)]);
});

const hashOf = async (scenario: string, seed: string): Promise<string> => {
  const args = ['--seed', seed, '--rounds', '3', '--chain', 'memory', '--json'];
  const { stdout, stderr } = await gridleague('play', scenario, ...args);
  if (stdout === '') throw new Error(stderr);
  return (JSON.parse(stdout) as { resultHash: string }).resultHash;
};

it('play is on a training day unless the seed says another, and the same without the held days', async () => {
  const training = folder.path('training.json');
  await writeFile(training, trainingPackage(await packScenario(june())).content);
  expect(await hashOf(training, '5')).toBe(await hashOf(june(), '5'));
  const [held] = (await loadScenario(june())).days!.scored;
  expect(await hashOf(june(), `5@${held!}`)).not.toBe(await hashOf(june(), '5'));
  for (const day of [held!, '2025-99-99'])
    expect(await gridleague('play', training, '--seed', `5@${day}`)).toEqual({
      code: 2,
      stdout: '',
      stderr: `gridleague: june: draw.days: has no day ${day} (a seed may end in one of its days)\n`,
    });
});

it('a plan says what a block draws, and refuses more blocks than days', async () => {
  const league = { id: 'l', title: 'L', format: 'self-play', scenarios: [june()], entrants: ['truthful'] };
  await writeFile(folder.path('league.json'), JSON.stringify({ ...league, blocks: 6 }));
  const plan = (...more: string[]) => gridleague('league', 'plan', folder.path('league.json'), ...more);
  expect((await plan()).stdout).toContain(
    'a block draws of june: draw.days; each block another of 6 days held for runs',
  );
  const { code, stderr } = await plan('--blocks', '7');
  expect(code).not.toBe(0);
  expect(stderr).toMatch(/scenario june has 6 days held for runs, fewer than 7 blocks/);
});
