/** @short-form 1/8 or none; each time: apps/server/leagues/next-runs.test.ts */
import { mkdtemp, rm } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LeagueView } from './leagues/league-view.js';
import type { Page } from './problem/paging.js';
import type { RunView } from './runs/run-view.js';
import { ServerProcess, type Answer } from './test/server-process.js';

const PROBLEM = 'urn:gridleague:problem';
const JSON_BODY = { 'content-type': 'application/json' };
const LEAGUE = {
  ...{ id: 'evening', title: 'Evening', format: 'self-play', scenarios: ['random-small'] },
  ...{ entrants: ['truthful'], blocks: 300 },
};

let folder = '';
let server: ServerProcess;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gridleague-changes-'));
  server = await ServerProcess.start(folder, { GRIDLEAGUE_WORKERS: '1' });
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

const put = (id: string, definition: object): Promise<Answer<LeagueView>> =>
  server.send('PUT', `/api/leagues/${id}`, server.adminToken, JSON.stringify(definition), JSON_BODY);
const remove = (id: string): Promise<Answer> =>
  server.send('DELETE', `/api/leagues/${id}`, server.adminToken);
const start = (id: string): Promise<Answer> => server.post(`/api/leagues/${id}/runs`, {});
const league = async (id: string): Promise<LeagueView> =>
  (await server.get<LeagueView>(`/api/leagues/${id}`)).body;

it('replaces a definition from the next run on, and its schedule at once', async () => {
  expect((await server.post('/api/leagues', LEAGUE)).status).toBe(201);
  expect((await start('evening')).status).toBe(202);
  const changed = await put('evening', { ...LEAGUE, title: 'Later', blocks: 2, schedule: '0 21 * * *' });
  expect(changed).toMatchObject({ status: 200, body: { title: 'Later', state: 'active' } });
  expect((await league('evening')).nextRun).toMatch(/T21:00:00/);
  const first = (await server.get<RunView>('/api/runs/evening-1')).body;
  expect(first).toMatchObject({ state: expect.stringMatching(/queued|running/) as string });
  expect(first.progress.total).toBe(300);
  await server.post('/api/runs/evening-1/cancel', {});
  await start('evening');
  await server.follow('evening-2');
  expect((await server.get<RunView>('/api/runs/evening-2')).body.progress).toMatchObject({
    done: 2,
    total: 2,
  });
});

it.each([
  ['another id', 'evening', { ...LEAGUE, id: 'morning' }, { status: 400, field: 'id' }],
  ['an unknown field', 'evening', { ...LEAGUE, blocs: 2 }, { status: 400, field: 'blocs' }],
  ['an unknown scenario', 'evening', { ...LEAGUE, scenarios: ['x'] }, { status: 400, field: 'scenarios[0]' }],
  ['an unknown league', 'morning', { ...LEAGUE, id: 'morning' }, { status: 404 }],
])('refuses a definition with %s, and leaves the league as it was', async (_, id, definition, problem) => {
  const before = await league('evening');
  expect((await put(id, definition)).body).toMatchObject(problem);
  expect(await league('evening')).toEqual(before);
});

it('removes a league that nobody plays; what it has played stays to be read', async () => {
  await put('evening', LEAGUE);
  await start('evening');
  expect((await remove('evening')).body).toMatchObject({ status: 409, type: `${PROBLEM}:run-on` });
  await server.post('/api/runs/evening-3/cancel', {});
  expect((await remove('evening')).status).toBe(204);
  const { items } = (await server.get<Page<LeagueView>>('/api/leagues')).body;
  expect(items.map(({ id }) => id)).not.toContain('evening');
  expect(await league('evening')).toMatchObject({ state: 'removed', nextRun: null });
  expect((await server.get('/api/leagues/evening/leaderboard')).status).toBe(200);
  expect((await server.get('/runs/evening-2')).status).toBe(200);
  for (const refused of [await start('evening'), await put('evening', LEAGUE), await remove('evening')])
    expect(refused.body).toMatchObject({ status: 409, type: `${PROBLEM}:removed` });
  expect((await server.post('/api/leagues', LEAGUE)).body).toMatchObject({ type: `${PROBLEM}:id-taken` });
  expect((await remove('nowhere')).status).toBe(404);
});

it('takes over changed shipped leagues at a restart, but none that was changed or removed over HTTP', async () => {
  const shipped = (await league('nightly')).title;
  expect((await put('self-play', { ...LEAGUE, id: 'self-play' })).status).toBe(200);
  expect((await remove('dealers')).status).toBe(204);
  await server.stop();
  // As an older release may have left it.
  const file = new DatabaseSync(join(folder, 'gridleague.sqlite'));
  file.exec(`UPDATE league SET definition = json_set(definition, '$.title', 'Of old')`);
  file.close();
  server = await ServerProcess.start(folder, { GRIDLEAGUE_WORKERS: '1' });
  expect((await league('nightly')).title).toBe(shipped);
  expect((await league('self-play')).title).toBe('Of old');
  expect(await league('dealers')).toMatchObject({ title: 'Of old', state: 'removed' });
});
