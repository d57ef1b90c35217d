/** @short-form 1/5 or none; each time: server.e2e.test.ts */
import { runSeed, sealedHash } from '#leagues/pairing/seeds.js';
import { sampled } from '#market/test/short-form.js';
import type { MatchRow } from './runs/match-view.js';
import type { Page } from './problem/paging.js';
import type { RunView } from './runs/run-view.js';
import type { ServerProcess } from './test/server-process.js';
import { testServer } from './test/test-server.js';

const PROBLEM = 'urn:gridleague:problem';

const test = testServer({ GRIDLEAGUE_WORKERS: '1' });

async function aLeague(id: string, fields: object): Promise<void> {
  const league = { id, title: id, format: 'self-play', scenarios: ['random-small'], entrants: ['truthful'] };
  const created = await test.server.post('/api/leagues', {
    ...league,
    limits: { milliseconds: 30_000 },
    ...fields,
  });
  expect(created.status).toBe(201);
}

const start = (league: string, body: object = {}): ReturnType<ServerProcess['post']> =>
  test.server.post(`/api/leagues/${league}/runs`, body);
const run = async (id: string): Promise<RunView> => (await test.server.get<RunView>(`/api/runs/${id}`)).body;

it('keeps a sealed seed from everybody until its run is over, and then shows what was sealed', async () => {
  const secret = 'what nobody can guess beforehand';
  const seed = { sealed: sealedHash(secret) };
  await aLeague('sealed', { blocks: 2, seed });
  expect((await start('sealed')).body).toMatchObject({ status: 422, type: `${PROBLEM}:seed-missing` });
  const handIn = (text: string): ReturnType<ServerProcess['send']> =>
    test.server.send('PATCH', '/api/leagues/sealed', test.server.adminToken, JSON.stringify({ seed: text }), {
      'content-type': 'application/json',
    });
  expect((await handIn('some other secret text')).body).toMatchObject({ status: 400, field: 'seed' });
  expect((await handIn(secret)).text).not.toContain(secret);
  await start('sealed');
  expect(await run('sealed-1')).toMatchObject({ seed: null, secret: null });
  expect((await test.server.get('/api/runs/sealed-1/design')).status).toBe(404);
  await test.server.follow('sealed-1');
  const over = await run('sealed-1');
  expect(sealedHash(over.secret!)).toBe(seed.sealed);
  expect(over.seed).toBe(runSeed({ id: 'sealed', seed }, 1, over.secret!));
  expect((await start('sealed')).body).toMatchObject({ status: 409 });
});

sampled(0.4)(
  'opens and uses up the seal of a run that is cancelled; the next one needs a new seal',
  async () => {
    const secret = 'another secret that nobody can guess';
    const league = { id: 'opened', title: 'Opened', format: 'self-play', scenarios: ['random-small'] };
    const seed = { sealed: sealedHash(secret) };
    const admin = (method: string, body: object): ReturnType<ServerProcess['send']> =>
      test.server.send(method, '/api/leagues/opened', test.server.adminToken, JSON.stringify(body), {
        'content-type': 'application/json',
      });
    await aLeague('opened', { blocks: 300, seed });
    await admin('PATCH', { seed: secret });
    expect((await start('opened')).status).toBe(202);
    expect(await run('opened-1')).toMatchObject({ seed: null, secret: null });
    await test.server.post('/api/runs/opened-1/cancel', {});
    expect(await run('opened-1')).toMatchObject({ seed: runSeed({ id: 'opened', seed }, 1, secret), secret });
    expect((await start('opened')).body).toMatchObject({ status: 409, type: `${PROBLEM}:seal-opened` });

    const next = 'a third secret that nobody can guess';
    await admin('PUT', { ...league, blocks: 300, seed: { sealed: sealedHash(next) } });
    expect((await start('opened')).body).toMatchObject({ status: 422, type: `${PROBLEM}:seed-missing` });
    await admin('PATCH', { seed: next });
    expect((await start('opened')).status).toBe(202);
    expect(await run('opened-1')).toMatchObject({ secret });
    expect(await run('opened-2')).toMatchObject({ secret: null });
    await test.server.post('/api/runs/opened-2/cancel', {});
  },
);

sampled(0.5)(
  'plays an urgent run before those that wait, interrupts a cancelled one, and never overlaps',
  async () => {
    await aLeague('long', { blocks: 300 });
    await aLeague('quick', { blocks: 1 });
    await start('long');
    let followed = Promise.resolve<string[]>([]);
    await new Promise<void>((first) => {
      followed = test.server.follow('long-1', (type) => type === 'match' && first());
    });
    expect((await start('long')).body).toMatchObject({ status: 409, type: `${PROBLEM}:run-on` });
    expect((await start('quick', { priority: 'soon' })).body).toMatchObject({
      status: 400,
      field: 'priority',
    });
    await start('quick', { priority: 'urgent' });
    await test.server.follow('quick-1');
    const { progress } = await run('long-1');
    expect(progress.done).toBeLessThan(progress.total);

    expect((await test.server.post('/api/runs/long-1/cancel', {})).status).toBe(202);
    expect((await test.server.post('/api/runs/long-1/cancel', {})).body).toMatchObject({ status: 409 });
    const { body } = await test.server.get<Page<MatchRow>>('/api/runs/long-1/matches?limit=500');
    expect(new Set(body.items.map(({ state }) => state))).toEqual(new Set(['played', 'cancelled']));
    const played = body.items.filter(({ state }) => state === 'played').length;
    expect((await run('long-1')).progress).toEqual({ done: played, total: 300, secondsLeft: 0 });
    expect((await followed).at(-1)).toBe('finished');
    // The worker is free again.
    await start('quick', { priority: 'background' });
    await test.server.follow('quick-2');
    expect((await run('quick-2')).state).toBe('finished');
  },
);
