/** @short-form 1/8 or none; each time: database/queue/sql-match-queue.test.ts, leagues/run/dispatcher.test.ts */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gridleague, temporaryFolder } from '../cli/test/gridleague.js';
import type { ApiAnswer } from '#api/schemas.js';
import type { Page } from './problem/paging.js';
import { ServerProcess } from './test/server-process.js';
import { TINY } from './test/tiny-scenario.js';

const folder = temporaryFolder();
const markets = ['whole', 'broken'].map((id) => ({ ...TINY, id }));
const league = (scenarios: readonly string[]): string => `
id: mended
title: A league on a platform that fails
format: self-play
scenarios: ${JSON.stringify(scenarios)}
blocks: 2
entrants: [truthful, shaded]
roundCap: 8
limits: { milliseconds: 30000 }
`;
const RUN = '/api/runs/mended-1';

type Matches = Page<ApiAnswer<'MatchRow'>>;

/** What the same league gives where nothing fails. */
async function undisturbed(): Promise<Record<string, string>> {
  const files = markets.map(({ id }) => folder.path(`${id}.json`));
  for (const market of markets) await writeFile(folder.path(`${market.id}.json`), JSON.stringify(market));
  await writeFile(folder.path('league.yaml'), league(files));
  const { stdout, stderr } = await gridleague(
    ...['league', folder.path('league.yaml'), '--no-chain', '--workers', '1', '--json'],
  );
  if (stdout === '') throw new Error(stderr);
  return (JSON.parse(stdout) as { resultHashes: Record<string, string> }).resultHashes;
}

describe('a run that failed by the platform', () => {
  let server: ServerProcess;
  afterAll(() => server?.stop());

  const matches = async (): Promise<Matches['items']> =>
    (await server.get<Matches>(`${RUN}/matches?limit=500`)).body.items;
  const run = async (): Promise<ApiAnswer<'Run'>> => (await server.get<ApiAnswer<'Run'>>(RUN)).body;
  /** Everything that is made of a run once and kept. */
  const made = async (): Promise<string[]> => {
    const ways = [
      '/api/leagues/mended/leaderboard?kind=agent',
      '/leagues/mended?run=mended-1',
      `${RUN}/paper-pack`,
    ];
    const figures = ['agents', 'dealers'].map((kind) => `/runs/mended-1/convergence-${kind}.svg`);
    const answers = await Promise.all([...ways, ...figures].map((way) => server.get(way)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    return answers.map(({ text }) => text);
  };
  const retried = async (token?: string): Promise<unknown> =>
    (await server.post<object>(`${RUN}/retry`, {}, token)).body;

  it('is retried to its end: the matches that failed only, with the results of one that never did', async () => {
    const data = folder.path('data');
    server = await ServerProcess.start(data);
    for (const market of markets) await server.scenario({ 'market.json': JSON.stringify(market) });
    await server.league(league(markets.map(({ id }) => id)));
    await server.post('/api/leagues/mended/runs', {});
    await server.kill();
    const database = new DatabaseSync(join(data, 'gridleague.sqlite'));
    database.prepare(`UPDATE "scenario_package" SET "content" = x'00' WHERE "id" = 'broken'`).run();
    database.close();
    server = await ServerProcess.start(data);
    await server.follow('mended-1');
    const before = await matches();
    const { length: done } = before.filter(({ state }) => state === 'played');
    // Most likely four; none of them was played before the server was killed.
    expect(done).toBeLessThan(8);
    expect(await run()).toMatchObject({ state: 'failed', anchor: null, progress: { done, total: 8 } });
    const madeBefore = await made();

    expect(await retried(await server.team('curious'))).toMatchObject({ status: 403 });
    await server.scenario({ 'market.json': JSON.stringify(markets[1]) });
    expect(await retried()).toEqual({ id: 'mended-1' });
    expect(await retried()).toMatchObject({ type: 'urn:gridleague:problem:not-failed' });
    expect((await server.post('/api/leagues/mended/runs', {})).body).toMatchObject({
      type: 'urn:gridleague:problem:run-on',
    });
    await server.follow('mended-1');

    const over = await run();
    expect(over).toMatchObject({ state: 'finished', error: null, progress: { done: 8, total: 8 } });
    expect(over.anchor).not.toBeNull();
    const after = await matches();
    expect(Object.fromEntries(after.map(({ id, resultHash }) => [id, resultHash]))).toEqual(
      await undisturbed(),
    );
    for (const played of before.filter(({ state }) => state === 'played'))
      expect(after).toContainEqual(played);
    for (const [index, text] of (await made()).entries()) expect(text).not.toBe(madeBefore[index]);
    const bundle = await fetch(`${server.url}${RUN}/bundle`);
    await writeFile(folder.path('run.jsonl.gz'), Buffer.from(await bundle.arrayBuffer()));
    const { code, stdout } = await gridleague('verify', folder.path('run.jsonl.gz'));
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^8 of 8 matches replayed identically/)]);
    expect(await retried()).toMatchObject({ type: 'urn:gridleague:problem:not-failed' });
  });
});
