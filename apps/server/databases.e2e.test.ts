/** @short-form 1/12 or none; each time: database/database.test.ts, database/queue */
import { createHash } from 'node:crypto';
import { databases } from '#database/test/databases.js';
import { administer, postgresDatabase } from '#database/test/postgres-server.js';
import { gridleague, temporaryFolder } from '../cli/test/gridleague.js';
import type { ApiAnswer } from '#api/schemas.js';
import type { Page } from './problem/paging.js';
import { ServerProcess, shadedSource } from './test/server-process.js';
import { TINY } from './test/tiny-scenario.js';

const folder = temporaryFolder();
const LEAGUE = `
id: both
title: A league wherever it is kept
format: self-play
scenarios: [tiny]
blocks: 2
entrants: [truthful, shaded]
roundCap: 8
extensible: true
limits: { milliseconds: 30000 }
`;
/** Of all connections but one's own. */
const CUT =
  'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()';
const kept = await databases();
/** What a played league gives, by database. */
const given: Record<string, unknown> = {};

describe.each(kept)('an installation on %s', (name, url) => {
  let server: ServerProcess;
  const data = folder.path.bind(null, name);
  const start = async (): Promise<void> => {
    server = await ServerProcess.start(data(), { DATABASE_URL: url });
  };
  const matches = async (run: string): Promise<ApiAnswer<'MatchRow'>[]> => [
    ...(await server.get<Page<ApiAnswer<'MatchRow'>>>(`/api/runs/${run}/matches?limit=500`)).body.items,
  ];
  beforeAll(start);
  afterAll(() => server?.stop());

  it('takes a plugin and a scenario, and checks them', async () => {
    const token = await server.team('sunny');
    const { body } = await server.upload(await shadedSource(), 'mine', token);
    expect(await server.checked(body.id)).toMatchObject({ status: 'accepted' });
    expect((await server.get(`/api/submissions/${body.id}/source`, token)).text).toBe(await shadedSource());
    expect(await server.scenario({ 'tiny.json': JSON.stringify(TINY) })).toMatchObject({ status: 201 });
    expect(await server.get('/api/scenarios')).toMatchObject({ status: 200 });
  });

  it('answers questions that nothing is the answer to', async () => {
    for (const id of ['none', '%00', 'a%00b', '%F0%9F%92%A1', "'"])
      expect([id, (await server.get(`/api/leagues/${id}`)).status]).toEqual([id, 404]);
    const cursor = Buffer.from('9007199254740991').toString('base64url');
    expect((await server.get(`/api/runs?cursor=${cursor}`)).status).toBeLessThan(500);
  });

  it('plays a league to its end through kill -9 and cut connections', async () => {
    expect(await server.league(LEAGUE)).toMatchObject({ status: 201 });
    await server.post('/api/leagues/both/runs', {});
    let seen = 0;
    await server
      .follow('both-1', (type) => {
        if (type === 'match' && ++seen === 1) process.kill(server.pid, 'SIGKILL');
      })
      .catch(() => undefined);
    await server.kill();
    await start();
    let cut: Promise<unknown> | undefined;
    await server.follow('both-1', (type) => {
      if (type === 'match' && url !== '') cut ??= administer(CUT, url);
    });
    await cut;
    await server.until(200);
    expect((await server.post<object>('/api/runs/both-1/extend', { blocks: 1 })).status).toBe(202);
    await server.follow('both-1');
    const run = await server.get<ApiAnswer<'Run'>>('/api/runs/both-1');
    expect(run.body).toMatchObject({ state: 'finished', progress: { done: 6, total: 6 } });
  });

  it('replays a match, and finds what it has stored', async () => {
    const replay = await server.send('POST', '/api/matches/both-1-000001/verify', server.adminToken);
    expect(replay.body).toMatchObject({ identical: true });
  });

  it('tells all of it', async () => {
    const [first] = await matches('both-1');
    const receipt = await server.get<ApiAnswer<'MatchReceipt'>>(`/api/matches/${first!.id}/receipt`);
    const texts = await Promise.all(
      [
        '/api/leagues/both/leaderboard?kind=agent',
        '/api/runs/both-1/matches?format=csv',
        '/api/runs/both-1/design?format=csv',
      ]
        .concat(['/api/leagues/both/leaderboard?kind=dealer&pooled=true', `/api/matches/${first!.id}/rounds`])
        .map(async (way) => {
          const { status, text } = await server.get(way);
          expect([way, status]).toEqual([way, 200]);
          return [way, createHash('sha256').update(text).digest('hex')];
        }),
    );
    const { anchor } = receipt.body;
    given[name] = { matches: await matches('both-1'), root: anchor?.matches, texts };
    expect(anchor?.matches).toMatch(/^0x/);
    for (const way of [
      '/',
      '/leagues/both',
      '/runs/both-1',
      `/matches/${first!.id}`,
      '/api/metrics',
      '/api/ready',
    ])
      expect([way, (await server.get(way)).status]).toEqual([way, 200]);
    expect((await server.get('/api/metrics')).text).toMatch(
      /^gridleague_matches_total\{outcome="[\w-]+"\} [1-9]\d*$/m,
    );
  });

  it('cancels what it plays, and plays the next', async () => {
    await server.post('/api/leagues/both/runs', {});
    expect((await server.post('/api/runs/both-2/cancel', {})).status).toBeLessThan(300);
    expect((await matches('both-2')).every(({ state }) => state === 'cancelled' || state === 'played')).toBe(
      true,
    );
  });

  it('ends in good order, and is there again', async () => {
    expect(await server.stop()).toBe(0);
    await start();
    expect(await matches('both-1')).toHaveLength(6);
    expect(server.said).not.toContain(new URL(url || 'sqlite://:none@x').password);
  });
});

it('moves from a file to a server: `database copy`, and a backup of that is a file again', async () => {
  if (kept.length < 2) return;
  const to = (await postgresDatabase())!;
  const file = `sqlite:${folder.path('SQLite')}/gridleague.sqlite`;
  const copied = await gridleague('database', 'copy', file, to);
  expect([copied.code, copied.stderr]).toEqual([0, '']);
  expect(copied.stdout).toMatch(/^match +\d+ rows/m);
  expect(copied.stdout + copied.stderr).not.toContain(new URL(to).password);
  const server = await ServerProcess.start(folder.path('moved'), { DATABASE_URL: to });
  const rows = await server.get<Page<ApiAnswer<'MatchRow'>>>('/api/runs/both-1/matches?limit=500');
  expect(rows.body.items).toEqual((given.SQLite as { matches: unknown }).matches);
  const backup = await server.post<{ file: string }>('/api/backups', {});
  expect(backup.status).toBe(201);
  expect(
    await gridleague('database', 'copy', `sqlite:${folder.path('moved')}/${backup.body.file}`, to),
  ).toMatchObject({ code: 1, stderr: expect.stringContaining('is in use') as string });
  await server.stop();
  const again = await gridleague(
    'database',
    'copy',
    `sqlite:${folder.path('moved')}/${backup.body.file}`,
    to,
  );
  expect([again.code, again.stderr]).toEqual([0, '']);
});

it('gives the same results, roots, boards and tables wherever it is kept', () => {
  for (const [name] of kept) expect(given[name]).toEqual(given.SQLite);
});
