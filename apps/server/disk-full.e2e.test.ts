/** @short-form 1/9 or none; each time: database/database.test.ts */
import { TINY } from './test/tiny-scenario.js';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gridleague } from '../cli/test/gridleague.js';
import type { MatchRow } from './runs/match-view.js';
import type { Page } from './problem/paging.js';
import { ServerProcess } from './test/server-process.js';
import { canMount, SmallDisk } from './test/small-disk.js';
import { dealt, sampled } from '#market/test/short-form.js';

const LEAGUE = `
id: cramped
title: A league on a small disk
format: mixed
scenarios: [tiny]
blocks: 6
matchSize: 2
entrants: [truthful, shaded, zero-intelligence]
roundCap: 12
limits: { milliseconds: 30000 }
`;

let disk: SmallDisk;
let folder = '';
let server: ServerProcess;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gridleague-full-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Names of teams, of those that were told to be there. */
async function names(): Promise<string[]> {
  return (await server.get<Page<{ name: string }>>('/api/teams?limit=500')).body.items.map(
    ({ name }) => name,
  );
}

/** Creates teams until one is refused. Names of those that were answered with 201. */
async function teamsUntilRefused(prefix: string): Promise<string[]> {
  const there: string[] = [];
  for (;;) {
    const name = `${prefix}-${there.length}`;
    const { status, body, headers } = await server.post('/api/teams', { name });
    if (status === 201) there.push(name);
    else {
      expect({ status, body }).toMatchObject({
        status: 503,
        body: { type: 'urn:gridleague:problem:storage-full', status: 503 },
      });
      expect(headers.get('content-type')).toMatch('application/problem+json');
      return there;
    }
  }
}

const told = (event: string): number => server.said.split(`"event":"${event}"`).length - 1;

(canMount ? describe : describe.skip)('a full disk', () => {
  beforeEach(async () => {
    disk = SmallDisk.mount(24)!;
    server = await ServerProcess.start(disk.folder);
  });
  afterEach(async () => {
    await server.kill();
    disk.unmount();
  });

  it('harms only what it refused: reads go on, writes work again, every 201 outlives a kill', async () => {
    await server.scenario({ 'tiny.json': JSON.stringify(TINY) });
    expect((await server.get('/api/ready')).status).toBe(200);
    const before = await teamsFor('early', 3);
    disk.fill();
    const there = [...before, ...(await teamsUntilRefused('full'))];
    const ready = await server.get('/api/ready');
    expect(ready).toMatchObject({ status: 503, body: { type: 'urn:gridleague:problem:storage-full' } });
    expect((await server.get('/api/health')).status).toBe(200);
    expect((await server.get('/')).status).toBe(200);
    expect((await server.get('/api/metrics')).text).toMatch('gridleague_storage_well 0');
    expect(await names()).toEqual([...there].sort());
    // Not the first only: nothing may be half open now.
    for (const name of ['x', 'y', 'z']) expect((await server.post('/api/teams', { name })).status).toBe(503);
    expect((await server.league(LEAGUE)).status).toBe(503);
    expect(await names()).toEqual([...there].sort());
    expect(told('storage failed')).toBe(1);
    expect(server.said).not.toMatch('request failed');

    disk.free();
    await server.until(200);
    expect(told('storage works again')).toBe(1);
    there.push(...(await teamsFor('late', 3)));
    expect((await server.post('/api/teams', { name: 'late-0' })).status).toBe(409);
    there.push(...(await teamsFor('later', 2)));
    await server.kill();
    server = await ServerProcess.start(disk.folder);
    expect(await names()).toEqual([...there].sort());
  });

  sampled(0.25)('becomes full and free again and again', async () => {
    const there: string[] = [];
    for (const turn of ['a', 'b', 'c']) {
      disk.fill();
      there.push(...(await teamsUntilRefused(turn)));
      disk.free();
      await server.until(200);
      there.push(...(await teamsFor(`${turn}-free`, 1)));
    }
    expect(await names()).toEqual([...there].sort());
    expect(told('storage failed')).toBe(3);
    expect(await server.stop()).toBe(0);
    server = await ServerProcess.start(disk.folder);
    expect(await names()).toEqual([...there].sort());
  });

  sampled(0.25)('refuses an upload whole; the team uploads it again', async () => {
    const token = await server.team('uploaders');
    disk.fill();
    await teamsUntilRefused('fill');
    const source = `export default 1; // ${'x'.repeat(100_000)}`;
    expect((await server.upload(source, 'late-one', token)).status).toBe(503);
    const list = (): Promise<string[]> =>
      server
        .get<Page<{ name: string }>>('/api/submissions?limit=500')
        .then(({ body }) => body.items.map(({ name }) => name).filter((name) => name === 'late-one'));
    expect(await list()).toEqual([]);
    disk.free();
    await server.until(200);
    expect((await server.upload(source, 'late-one', token)).status).toBe(202);
    expect(await list()).toEqual(['late-one']);
  });
});

/** Creates teams, each of which must be there. */
async function teamsFor(prefix: string, count: number): Promise<string[]> {
  const created: string[] = [];
  for (let i = 0; i < count; i++) {
    created.push(`${prefix}-${i}`);
    expect((await server.post('/api/teams', { name: created.at(-1) })).status).toBe(201);
  }
  return created;
}

/** Results of the league where nothing disturbs it, by match. */
async function undisturbed(): Promise<Record<string, string>> {
  const file = join(folder, 'cramped.yaml');
  const market = join(folder, 'tiny.json');
  await writeFile(market, JSON.stringify(TINY));
  await writeFile(file, LEAGUE.replace('[tiny]', `['${market}']`));
  const { stdout } = await gridleague('league', file, '--no-chain', '--workers', '1', '--json');
  return (JSON.parse(stdout) as { resultHashes: Record<string, string> }).resultHashes;
}

/** Expects the run to be over as if nothing had been. */
async function expectWhole(expected: Readonly<Record<string, string>>): Promise<void> {
  expect((await server.get('/api/runs/cramped-1')).body).toMatchObject({ state: 'finished', error: null });
  const { body } = await server.get<Page<MatchRow>>('/api/runs/cramped-1/matches?limit=500');
  expect(Object.fromEntries(body.items.map(({ id, resultHash }) => [id, resultHash]))).toEqual(expected);
  expect((await server.get('/api/metrics')).text).not.toMatch(/^gridleague_match_faults_total\S* /m);
}

(canMount ? describe : describe.skip)('a run on a disk that becomes full', () => {
  let expected: Record<string, string>;

  beforeAll(async () => {
    expected = await undisturbed();
  });
  beforeEach(async () => {
    disk = SmallDisk.mount(24)!;
    server = await ServerProcess.start(disk.folder);
    await server.scenario({ 'tiny.json': JSON.stringify(TINY) });
    await server.league(LEAGUE);
    expect((await server.post('/api/leagues/cramped/runs', {})).status).toBe(202);
  });
  afterEach(async () => {
    await server.kill();
    disk.unmount();
  });

  it('pauses, and goes on by itself when there is room', async () => {
    const first = Promise.withResolvers<void>();
    const followed = server.follow('cramped-1', (type) => type === 'match' && first.resolve());
    await first.promise;
    disk.fill();
    await teamsUntilRefused('fill');
    const paused = await server.get<{ state: string; progress: { done: number } }>('/api/runs/cramped-1');
    expect(paused.body.state).toBe('running');
    expect(paused.body.progress.done).toBeLessThan(Object.keys(expected).length);
    disk.free();
    await followed;
    await expectWhole(expected);
    expect(told('storage failed')).toBeGreaterThan(0);
    expect(told('storage failed')).toBe(told('storage works again'));
    expect(server.said).not.toMatch(/queue failed|match fault|run could not be finished/);
  });

  sampled(0.5).each(dealt(['SIGTERM', 'SIGKILL'] as const, 1))(
    'survives a %s while it is full',
    async (signal) => {
      disk.fill();
      await teamsUntilRefused('fill');
      if (signal === 'SIGTERM') expect(await server.stop(signal)).toBe(0);
      else await server.kill();
      // A start needs room; it says so and does not hang.
      const { code, said } = await ServerProcess.refusal(disk.folder);
      expect({ code, lines: said.trimEnd().split('\n').length }).toEqual({ code: 1, lines: 1 });
      expect(said).toMatch(/^gridleague: .*(no room|no space|disk is full)/);
      disk.free();
      server = await ServerProcess.start(disk.folder);
      await server.follow('cramped-1');
      await expectWhole(expected);
    },
  );
});
