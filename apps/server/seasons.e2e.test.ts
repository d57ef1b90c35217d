/** @short-form 1/12 or none; each time: leagues/definition/season-schema.test.ts, results/standings/season-standings.test.ts */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { stringify } from 'yaml';
import { gridleague } from '../cli/test/gridleague.js';
import type { ApiAnswer } from '#api/schemas.js';
import { TINY } from './test/tiny-scenario.js';
import { HOUR, iso, league, resealed, season, SECRETS } from './test/summer-season.js';
import { ServerProcess, shadedSource } from './test/server-process.js';

type Season = ApiAnswer<'Season'>;

/** Never trades: the last of every board. */
const IDLE = `import { defineAgent } from '@gridleague/sdk';
export default defineAgent({ name: 'idle', create: () => ({ bid: () => [] }) });`;

let folder = '';
let server: ServerProcess;
const data = (): string => join(folder, 'data');
const teams = { sunny: '', windy: '' };
const ids: Record<string, string> = {};

const seen = async (): Promise<Season> => (await server.get<Season>('/api/seasons/summer')).body;
const patch = (path: string, body: object, token = server.adminToken) =>
  server.send('PATCH', path, token, JSON.stringify(body), { 'content-type': 'application/json' });

/** Looks until the season is as far. */
async function until(isFar: (season: Season) => boolean): Promise<Season> {
  for (;;) {
    const found = await seen();
    if (isFar(found)) return found;
    await new Promise((later) => setTimeout(later, 100));
  }
}

/** kill -9, and a start after the dates have been moved by so many hours. */
async function killed(hours = 0): Promise<void> {
  await server.kill();
  const database = new DatabaseSync(join(data(), 'gridleague.sqlite'));
  const { definition } = database.prepare('SELECT definition FROM season').get() as { definition: string };
  const moved = definition.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (at) =>
    iso(Date.parse(at) - hours * HOUR),
  );
  database.prepare('UPDATE season SET definition = ?').run(moved);
  // What was uploaded was uploaded as long ago.
  database.prepare(`UPDATE submission SET createdAt = createdAt - ? WHERE team <> ''`).run(hours * HOUR);
  database.close();
  server = await ServerProcess.start(data());
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gridleague-seasons-'));
  server = await ServerProcess.start(data());
  await server.scenario({ 'tiny.json': JSON.stringify(TINY) });
  for (const team of ['sunny', 'windy'] as const) teams[team] = await server.team(team);
  await server.withoutShippedLeagues();
});
afterAll(async () => {
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

const uploaded = async (source: string, name: string, token: string, release?: string): Promise<string> => {
  const form = new FormData();
  for (const [field, value] of Object.entries({ kind: 'agent', name, ...(release && { release }) }))
    form.set(field, value);
  form.set('file', new Blob([source]), `${name}.ts`);
  const { body } = await server.send<{ id: string }>('POST', '/api/submissions', token, form);
  expect(await server.checked(body.id)).toMatchObject({ status: 'accepted', release: release ?? 'no' });
  return body.id;
};

it('is announced, and its leagues are its own until it is over', async () => {
  const yaml = { 'content-type': 'application/yaml' };
  ids.mine = await uploaded(await shadedSource(), 'mine', teams.sunny, 'agreed');
  ids.idle = await uploaded(IDLE, 'idle', teams.windy);
  const heats = league('heats', '[truthful, sunny/mine, windy/idle]');
  expect((await server.league(heats)).status).toBe(201);
  expect((await server.league(league('final', 'all'))).status).toBe(201);
  expect(await server.season(season())).toMatchObject({
    status: 201,
    body: { state: 'open', entrants: null },
  });
  const inSeason = { status: 409, body: { type: 'urn:gridleague:problem:in-season' } };
  expect(await server.send('PUT', '/api/leagues/heats', server.adminToken, heats, yaml)).toMatchObject(
    inSeason,
  );
  expect(await server.send('DELETE', '/api/leagues/final', server.adminToken)).toMatchObject(inSeason);
  expect(await server.post('/api/leagues/heats/runs', {})).toMatchObject(inSeason);
  expect(await server.season(season({ id: 'autumn' }))).toMatchObject(inSeason);
  expect(await server.season(season())).toMatchObject({ status: 409 });
  expect((await server.get('/seasons/summer')).text).toContain('open for submissions');
  expect((await server.get('/')).text).toContain('href="/seasons/summer"');
  expect((await server.get('/api/seasons/winter')).status).toBe(404);
});

it('freezes its entrants when submissions end, and waits for what is missing', async () => {
  await killed(1);
  const { state, entrants, waits } = await until((one) => one.waits !== null);
  expect({ state, waits }).toEqual({ state: 'frozen', waits: 'the seed of league heats is sealed' });
  expect(entrants!.map(({ id, name }) => [id, name]).sort()).toEqual(
    [
      [ids.mine, 'sunny/mine'],
      [ids.idle, 'windy/idle'],
    ].sort(),
  );
  expect((await server.get('/seasons/summer')).text).toContain(
    'It waits: the seed of league heats is sealed',
  );
  // Later versions come too late, and so do withdrawals.
  ids.late = await uploaded(IDLE, 'mine', teams.sunny);
  await server.send('DELETE', `/api/submissions/${ids.idle}`, teams.windy);
});

it('plays what it has frozen, killed in the middle or not, and the best go on', async () => {
  for (const [id, seed] of Object.entries(SECRETS))
    expect((await patch(`/api/leagues/${id}`, { seed })).status).toBe(200);
  await until(({ runs }) => runs.length > 0);
  let killing: Promise<void> | undefined;
  const followed = server.follow('heats-1', (type) => {
    if (type === 'match') killing ??= killed();
  });
  await followed.catch(() => undefined);
  await killing;
  const { state, runs, entrants } = await until((one) => one.state === 'qualified');
  expect({ state, runs }).toMatchObject({
    runs: [{ phase: 'qualification', league: 'heats', run: 'heats-1' }],
  });
  expect(entrants!.map(({ name, qualified }) => [name, qualified]).sort()).toEqual([
    ['sunny/mine', true],
    ['windy/idle', false],
  ]);
  const { body } = await server.get<ApiAnswer<'Run'>>('/api/runs/heats-1');
  expect(body.submissions.map(({ id }) => id)).toEqual(expect.arrayContaining([ids.mine, ids.idle]));
  expect(body.submissions.map(({ id }) => id)).not.toContain(ids.late);
});

it('has champions when its final is over, and releases what its teams agreed to', async () => {
  await killed(1);
  const { champions, state, waits, entrants } = await until(
    (one) => one.state === 'finished' || one.waits !== null,
  );
  expect({ state, waits }).toEqual({ state: 'finished', waits: null });
  expect(champions).toEqual([
    {
      ...{ kind: 'agent', place: 1, submission: ids.mine, name: 'sunny/mine@summer' },
      ...{ score: expect.any(Number) as number, champion: expect.any(String) as string },
    },
  ]);
  ids.champion = champions![0]!.champion;
  const final = (await server.get<ApiAnswer<'Run'>>('/api/runs/final-1')).body;
  const played = final.submissions.map(({ id }) => id);
  expect([played.includes(ids.mine!), played.includes(ids.idle!), entrants!.length]).toEqual([
    true,
    false,
    2,
  ]);
  const sourceOf = async (id: string): Promise<number> =>
    (await server.get(`/api/submissions/${id}/source`)).status;
  expect(await Promise.all([ids.mine!, ids.champion, ids.idle!, ids.late!].map(sourceOf))).toEqual([
    200, 200, 401, 401,
  ]);
  expect(await server.get('/seasons/summer').then(({ text }) => text)).toContain('sunny/mine@summer');
  // Whoever agrees later has it released at once; nobody takes it back.
  expect((await patch(`/api/submissions/${ids.idle}`, { release: true }, teams.sunny)).status).toBe(403);
  expect(await patch(`/api/submissions/${ids.idle}`, { release: true }, teams.windy)).toMatchObject({
    body: { release: 'released' },
  });
  expect((await patch(`/api/submissions/${ids.mine}`, { release: false }, teams.sunny)).status).toBe(409);
  const bundle = await fetch(`${server.url}/api/runs/heats-1/bundle`);
  await writeFile(join(folder, 'run.jsonl.gz'), Buffer.from(await bundle.arrayBuffer()));
  const verified = await gridleague('verify', join(folder, 'run.jsonl.gz'), '--seed', SECRETS.heats);
  expect(verified.stdout).toMatch(/^3 of 3 matches replayed identically\n/);
  expect(verified.code).toBe(0);
});

it('champions are opponents of later leagues, which stay what they are', async () => {
  const later = league('heats', '[truthful, champions]')
    .replace('id: heats', 'id: later')
    .replace(/seed: .*/, 'seed: known');
  expect(await server.league(later)).toMatchObject({ status: 201 });
  expect(await server.send('DELETE', `/api/submissions/${ids.champion}`, teams.sunny)).toMatchObject({
    ...{ status: 409, body: { type: 'urn:gridleague:problem:champion' } },
  });
  await server.post('/api/leagues/later/runs', {});
  await server.follow('later-1');
  const { body } = await server.get<ApiAnswer<'Board'>>('/api/leagues/later/leaderboard');
  expect(body.rows.map(({ name }) => name).sort()).toEqual(['sunny/mine@summer', 'truthful']);
  const bundle = await fetch(`${server.url}/api/runs/later-1/bundle`);
  await writeFile(join(folder, 'later.jsonl.gz'), Buffer.from(await bundle.arrayBuffer()));
  expect((await gridleague('verify', join(folder, 'later.jsonl.gz'))).code).toBe(0);
  const misspelt = later.replace('id: later', 'id: misspelt').replace('champions', 'champions@sumer');
  expect(await server.league(misspelt)).toMatchObject({ status: 400, body: { field: 'entrants' } });
  // `all` does not mean them.
  expect(
    await server.league(later.replace('id: later', 'id: open').replace(/entrants: .*/, 'entrants: all')),
  ).toMatchObject({ status: 201 });
  await server.post('/api/leagues/open/runs', { priority: 'background' });
  const open = (await server.get<ApiAnswer<'Run'>>('/api/runs/open-1')).body;
  expect(open.submissions.map(({ name }) => name)).not.toContain('sunny/mine@summer');
  await server.post('/api/runs/open-1/cancel', {});
});

it('can be cancelled, after which its leagues are free', async () => {
  expect((await server.send('DELETE', '/api/seasons/summer', server.adminToken)).status).toBe(409);
  const next = season({ id: 'next', qualification: undefined });
  expect(await server.season(next)).toMatchObject({
    ...{ status: 422, body: { type: 'urn:gridleague:problem:seal-opened' } },
  });
  const yaml = { 'content-type': 'application/yaml' };
  const put = await server.send('PUT', '/api/leagues/final', server.adminToken, resealed('final'), yaml);
  expect(put).toMatchObject({ status: 200 });
  expect((await server.season(next)).status).toBe(201);
  expect((await server.send('DELETE', '/api/seasons/next', teams.sunny)).status).toBe(403);
  expect((await server.send('DELETE', '/api/seasons/next', server.adminToken)).status).toBe(204);
  expect((await server.get<Season>('/api/seasons/next')).body).toMatchObject({
    state: 'cancelled',
    champions: null,
  });
  expect((await server.send('DELETE', '/api/leagues/final', server.adminToken)).status).toBe(204);
});

it('is listed, shown, announced and cancelled from the command line', async () => {
  const cli = (...args: string[]) =>
    gridleague('season', ...args, '--url', server.url, '--token', server.adminToken);
  const shown = await cli('show', 'summer');
  expect(shown.stdout).toMatch(/^Summer \(summer\): over\n[\s\S]*sunny\/mine@summer +strategy +1 /);
  const cup = resealed('final').replace('id: final', 'id: cup');
  expect(await server.league(cup)).toMatchObject({ status: 201 });
  const finalAt = { at: iso(Date.now() + 2 * HOUR), leagues: ['cup'] };
  const winter = season({ id: 'winter', title: 'Winter', qualification: undefined, final: finalAt });
  const file = join(folder, 'winter.yaml');
  await writeFile(file, stringify(winter));
  expect(await gridleague('season', 'create', file, '--url', server.url)).toMatchObject({ code: 2 });
  expect(await cli('create', file)).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^Winter \(winter\): open for submissions/) as string,
  });
  expect((await cli('create', file)).stderr).toMatch(/winter/);
  expect((await cli('list')).stdout).toMatch(
    /summer +Summer +over .*\nwinter +Winter +open for submissions /,
  );
  expect(await cli('cancel', 'winter')).toMatchObject({ code: 0, stdout: 'season winter is cancelled\n' });
  expect(JSON.parse((await cli('show', 'winter', '--json')).stdout)).toMatchObject({ state: 'cancelled' });
});
