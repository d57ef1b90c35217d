/** @short-form 1/5; each time: contracts/client/describe-match.test.ts */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import type { MatchReport } from '#market/match/report/report.js';
import { gridleague, temporaryFolder } from '../test/gridleague.js';

const folder = temporaryFolder();
beforeAll(() => {
  process.env.GRIDLEAGUE_DATA = folder.path('data');
});

it('knows no match before one was played on a chain', async () => {
  await gridleague('play', 'blems-example', '--chain', 'memory');
  const { code, stdout, stderr } = await gridleague('chain', 'show', 'blems-example/1');
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/no match 'blems-example\/1': none is known yet/);
});

it('tells a match that was played, by its id and by the file that its report names', async () => {
  const played = await gridleague('play', 'blems-example', '--json', '--seed', '../a b');
  const report = JSON.parse(played.stdout) as MatchReport & { chain: { log: string } };
  const logs = (await readdir(folder.path('data/matches'))).filter((name) => name.endsWith('.log'));
  expect(logs).toEqual(['blems-example@..@a%20b.log']);
  const byId = await gridleague('chain', 'show', report.id);
  const byFile = await gridleague('chain', 'show', report.chain.log);
  expect(byId.code).toBe(0);
  expect(byFile.stdout).toBe(byId.stdout);
  for (const phrase of [
    'market opened, 2 resources',
    'agent-2 deposits 100',
    /round \d+: agent-1 orders, .* locked/,
    /for at (most|least) [\d.]+/,
    /round \d+ cleared at 0.5 r1, 0.5 r2/,
    /certificate: gap [\d.e-]+, at most [\d.e-]+ allowed/,
    /round \d+: agent-\d gets .* (pays|is paid) [\d.]+/,
    `agent-2 withdraws ${Number(report.cash[1]!.toPrecision(6))}`,
    `${report.chain.transactions} transactions in ${report.chain.blocks} blocks, gas ${report.chain.gas.toLocaleString('en-US')}`,
  ])
    expect(byId.stdout).toMatch(phrase);
  expect(Math.max(...byId.stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
});

it('lists the matches it knows where one is unknown', async () => {
  await gridleague('play', 'blems-example', '--seed', '2');
  const { code, stderr } = await gridleague('chain', 'show', 'blems-example/3');
  expect(code).toBe(2);
  expect(stderr).toMatch(/no match 'blems-example\/3': known are blems-example\/\.\.\/a b, blems-example\/2/);
});

it.each([
  ['text', 'no JSON\n'],
  ['another document', '{"kind":"linear"}\n'],
  ['nothing', ''],
])('refuses a file that holds %s', async (what, text) => {
  const file = folder.path(`${what}.log`);
  await writeFile(file, text);
  const { code, stdout, stderr } = await gridleague('chain', 'show', file);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/is not the log of a match/);
});

it('keeps a long seed, and what a match that was killed had done', async () => {
  const seed = 'x'.repeat(200);
  const file = folder.path('small.json');
  await writeFile(file, JSON.stringify({ kind: 'random', id: 'small', agents: 2, resources: 2 }));
  const played = await gridleague('play', file, '--seed', seed);
  expect((await gridleague('chain', 'show', `small/${seed}`)).stdout).toContain('market closed');
  const [, log] = /^Chain log +(\S+)$/m.exec(played.stdout)!;
  const lines = (await readFile(log!, 'utf8')).split('\n');
  await writeFile(log!, lines.slice(0, lines.length / 2).join('\n'));
  const { code, stdout } = await gridleague('chain', 'show', `small/${seed}`);
  expect(code).toBe(0);
  expect(stdout).toContain('trading starts');
  expect(stdout).not.toContain('market closed');
});

it('says where it cannot write before anything is played', async () => {
  const blocked = folder.path('blocked');
  await writeFile(blocked, '');
  process.env.GRIDLEAGUE_DATA = blocked;
  const { code, stdout, stderr } = await gridleague('play', 'blems-example');
  process.env.GRIDLEAGUE_DATA = folder.path('data');
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/cannot be written \(set GRIDLEAGUE_DATA/);
});
