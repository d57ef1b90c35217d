/** @short-form 1/3; each time: play.test.ts */
import { readFile, writeFile } from 'node:fs/promises';
import type { MatchReport } from '#market/match/report/report.js';
import { TINY } from '../../server/test/tiny-scenario.js';
import { gridleague, temporaryFolder } from '../test/gridleague.js';
import { seedList } from './seed-list.js';

const folder = temporaryFolder();
beforeAll(async () => {
  process.env.GRIDLEAGUE_DATA = folder.path('data');
  await writeFile(folder.path('tiny.json'), JSON.stringify(TINY));
  await writeFile(
    folder.path('talker.ts'),
    `import { defineAgent } from '@gridleague/sdk';
export default defineAgent({
  name: 'talker',
  create: ({ seat }) => ({ bid: ({ round }) => (round === 1 && console.log('seat', seat), []) }),
});`,
  );
});

it('play --seeds --jsonl: a report a line, each as `play --seed` gives it; consoles on stderr', async () => {
  const command = [
    'play',
    folder.path('tiny.json'),
    '--agent',
    folder.path('talker.ts'),
    '--agent',
    'truthful',
  ];
  const [several, one] = await Promise.all([
    gridleague(...command, '--seeds', '1..3', '--jsonl'),
    gridleague(
      ...command,
      '--seed',
      '2',
      '--chain',
      'memory',
      '--json',
      '--record',
      folder.path('match.json'),
    ),
  ]);
  expect([several.code, one.code]).toEqual([0, 0]);
  const reports = several.stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as MatchReport);
  expect(reports.map(({ seed }) => seed)).toEqual(['1', '2', '3']);
  const alone = JSON.parse(one.stdout) as MatchReport;
  expect(reports[1]!.resultHash).toBe(alone.resultHash);
  expect(several.stderr).toMatch(/console, \S+\/3: \S+ \(talker\): seat 0/);
  const kept = JSON.parse(await readFile(folder.path('match.json'), 'utf8')) as Record<string, unknown>;
  expect(kept).toMatchObject({ id: alone.id, resultHash: alone.resultHash, seed: '2' });
});

it.each([['--json'], ['--seed', '7'], ['--csv', 'x']])('play --seeds: not with %s', async (...more) => {
  const { code, stderr } = await gridleague('play', 'blems-example', '--seeds', '1..2', ...more);
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('--seeds') as string });
});

it('seeds are ranges and lists', () => {
  expect(seedList('3..5, 9')).toEqual(['3', '4', '5', '9']);
  for (const bad of ['', '5..3', 'x', '1..9999999', '1,1', '1..3,2']) expect(() => seedList(bad)).toThrow();
});
