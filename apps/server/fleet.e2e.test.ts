/** @short-form 1/12 or none; each time: database/queue, database/postgres */
import { existsSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { administer, postgresDatabase } from '#database/test/postgres-server.js';
import { patience } from '#market/test/patience.js';
import { gridleague, temporaryFolder } from '../cli/test/gridleague.js';
import type { ApiAnswer } from '#api/schemas.js';
import type { Page } from './problem/paging.js';
import { ServerProcess } from './test/server-process.js';
import { TINY } from './test/tiny-scenario.js';
import { WorkerCommand } from './test/worker-process.js';

const LEAGUE = `
id: fleet
title: A league that many machines play
format: mixed
scenarios: [tiny]
blocks: 3
matchSize: 2
entrants: [truthful, shaded, zero-intelligence]
roundCap: 12
limits: { milliseconds: 30000 }
`;
const folder = temporaryFolder();
const address = await postgresDatabase();
/** Servers that leave matches to others, and take those of the dead back as soon as they may. */
const SETTINGS = {
  ...{ GRIDLEAGUE_WORKERS: '0', GRIDLEAGUE_GRACE_SECONDS: '0' },
  GRIDLEAGUE_SILENCE_SECONDS: String(Math.min(3600, 5 * patience)),
};
const SERVED = { DATABASE_URL: address ?? '', ...SETTINGS };
/** Of all servers, as operators would have it. */
const token = 'admin_known-to-all-the-servers';

(address === null ? describe.skip : describe)('servers and workers at one PostgreSQL', () => {
  let [first, second]: ServerProcess[] = [];
  const started: WorkerCommand[] = [];

  const worker = (...options: string[]): WorkerCommand => {
    const one = WorkerCommand.start(address!, folder.path('cache'), ...options);
    started.push(one);
    return one;
  };
  const server = async (name: string): Promise<ServerProcess> => {
    await mkdir(folder.path(name), { mode: 0o700 });
    await writeFile(folder.path(`${name}/admin-token`), token, { mode: 0o600 });
    return ServerProcess.start(folder.path(name), SERVED);
  };
  const leads = async (one: ServerProcess): Promise<boolean> =>
    (await one.get('/api/metrics')).text.includes('gridleague_leads 1\n');
  const rows = async (run: string): Promise<readonly ApiAnswer<'MatchRow'>[]> =>
    (await second!.get<Page<ApiAnswer<'MatchRow'>>>(`/api/runs/${run}/matches?limit=500`)).body.items;
  /** Until its metrics say so. */
  const told = async (one: ServerProcess, words: RegExp): Promise<void> => {
    while (!words.test((await one.get('/api/metrics')).text)) await setTimeout(100);
  };
  /** Result hashes by the number of the match. */
  const hashes = async (run: string): Promise<Record<string, string | null>> =>
    Object.fromEntries((await rows(run)).map(({ id, resultHash }) => [id.slice(run.length + 1), resultHash]));
  const inPlay = (): Promise<{ id: string }[]> =>
    administer(`SELECT "id" FROM "match" WHERE "state" = 'playing'`, address!);
  /** Stops a worker in the middle of a match; which one. */
  const caught = async (one: WorkerCommand): Promise<string> => {
    for (;;) {
      one.signal('SIGSTOP');
      const [playing] = await inPlay();
      if (playing) return playing.id;
      one.signal('SIGCONT');
      await setTimeout(20);
    }
  };
  const isPlayed = (match?: string) => (entry: { readonly event: string; readonly match?: unknown }) =>
    entry.event === 'match ended' && (match === undefined || entry.match === match);

  /** Those of the same run on one machine, undisturbed. */
  const undisturbed = async (run: number): Promise<Record<string, string>> => {
    const order = ['league', folder.path('fleet.yaml'), '--run', String(run)];
    const { stdout } = await gridleague(...order, '--no-chain', '--workers', '1', '--json');
    const found = (JSON.parse(stdout) as { resultHashes: Record<string, string> }).resultHashes;
    const name = `fleet-${run}-`;
    return Object.fromEntries(Object.entries(found).map(([id, hash]) => [id.slice(name.length), hash]));
  };

  beforeAll(async () => {
    const market = folder.path('tiny.json');
    await writeFile(market, JSON.stringify(TINY));
    await writeFile(folder.path('fleet.yaml'), LEAGUE.replace('[tiny]', `['${market}']`));
    first = await server('first');
    second = await server('second');
  });
  afterAll(async () => {
    for (const one of started) await one.end('SIGKILL');
    await Promise.all([first?.kill(), second?.kill()]);
  });

  it('have one that leads; the others take what they are told, and tell what happens', async () => {
    expect([await leads(first!), await leads(second!)]).toEqual([true, false]);
    expect((await second!.scenario({ 'tiny.json': JSON.stringify(TINY) }, {}, token)).status).toBe(201);
    const made = await second!.send('POST', '/api/leagues', token, LEAGUE, {
      'content-type': 'application/yaml',
    });
    expect(made.status).toBe(201);
    expect((await second!.post('/api/leagues/fleet/runs', {}, token)).status).toBe(202);
    const followed = [first!, second!].map((one) => one.follow('fleet-1'));
    const two = [worker('--server', first!.url), worker()];
    for (const types of await Promise.all(followed)) {
      expect(types.at(-1)).toBe('finished');
      expect(types).toContain('match');
    }
    // Both had their part in it. Each server tells of all that was played, and neither has a worker of its own.
    const outcomes = (await rows('fleet-1')).map(({ outcome }) => outcome!);
    for (const outcome of new Set(outcomes)) {
      const { length } = outcomes.filter((one) => one === outcome);
      const words = new RegExp(`^gridleague_matches_total\\{outcome="${outcome}"\\} ${length}$`, 'm');
      for (const one of [first!, second!]) await told(one, words);
    }
    for (const one of two) await one.said(({ event }) => event === 'worker started');
    const members = (await first!.get<ApiAnswer<'Members'>>('/api/members', token)).body.items;
    expect(members.map(({ kind, silent }) => [kind, silent])).toEqual([
      ['server', false],
      ['server', false],
      ['worker', false],
      ['worker', false],
    ]);
    expect(await hashes('fleet-1')).toEqual(await undisturbed(1));
    const boards = await Promise.all(
      [first!, second!].map((one) => one.get('/api/leagues/fleet/leaderboard?kind=agent')),
    );
    expect(boards[0]!.text).toBe(boards[1]!.text);
    // Plugins and scenarios lie on their disk by hash.
    expect((await readdir(folder.path('cache'))).length).toBeGreaterThan(0);
  });

  it('check on the one that leads what was sent to another', async () => {
    const team = await second!.post<{ token: string }>('/api/teams', { name: 'far' }, token);
    const { body } = await second!.upload('export default 1;', 'none', team.body.token);
    expect(await second!.checked(body.id)).toMatchObject({ status: 'rejected' });
  });

  it('give a match back at SIGTERM, and end with 0', async () => {
    await second!.post('/api/leagues/fleet/runs', {}, token);
    const [one, two] = started;
    await Promise.all([one!.said(isPlayed()), two!.said(isPlayed())]);
    expect(await two!.end('SIGTERM')).toBe(0);
    await second!.follow('fleet-2');
    expect(await hashes('fleet-2')).toEqual(await undisturbed(2));
    expect((await rows('fleet-2')).every(({ outcome }) => outcome !== null)).toBe(true);
    const [{ most }] = (await administer(
      `SELECT max("attempts") AS "most" FROM "match" WHERE "run" = 'fleet-2'`,
      address!,
    )) as [{ most: number }];
    expect(Number(most)).toBe(1);
  });

  it('lose and double nothing by the kill -9 of a worker, and of the server that leads', async () => {
    await second!.post('/api/leagues/fleet/runs', {}, token);
    const [one] = started;
    const match = await caught(one!);
    await one!.end('SIGKILL');
    await first!.kill();
    const next = worker();
    const followed = second!.follow('fleet-3');
    await followed;
    expect(await leads(second!)).toBe(true);
    expect(next.log.filter(isPlayed(match))).toMatchObject([{ attempts: 2 }]);
    await told(second!, /^gridleague_match_faults_total [1-9]/m);
    expect(await hashes('fleet-3')).toEqual(await undisturbed(3));
    const silent = (await second!.get<ApiAnswer<'Members'>>('/api/members', token)).body.items;
    expect(silent.length).toBeGreaterThanOrEqual(4);
  });

  it('refuse the result of a worker that slept while its match was played by another', async () => {
    const sleeper = started.at(-1)!;
    await second!.post('/api/leagues/fleet/runs', {}, token);
    const match = await caught(sleeper);
    const awake = worker();
    await second!.follow('fleet-4');
    expect(awake.log.filter(isPlayed(match))).toHaveLength(1);
    sleeper.signal('SIGCONT');
    const refused = await sleeper.said(
      ({ event, match: of }) => event === 'match is not ours any more' && of === match,
    );
    expect(refused).toBeDefined();
    expect(sleeper.log.filter(isPlayed(match))).toEqual([]);
    expect(await hashes('fleet-4')).toEqual(await undisturbed(4));
    const [{ records }] = (await administer(
      `SELECT count(*)::int AS "records" FROM "match_record" WHERE "match" LIKE 'fleet-4-%'`,
      address!,
    )) as [{ records: number }];
    expect(records).toBe((await rows('fleet-4')).length);
  });

  it('are of one release: a worker of another one is refused, and ends when the servers are', async () => {
    await administer(`UPDATE "deployment" SET "commit" = '0000000'`, address!);
    const refused = worker();
    expect(await refused.exited).toBe(1);
    expect(refused.words).toMatch(
      /is served by GridLeague \S+ \(0000000\), and this is .* one version and commit/,
    );
    // Those that were there look with every beat.
    expect(await started.at(-2)!.exited).toBe(1);
    expect(existsSync(folder.path('cache'))).toBe(true);
  });
});

it('refuses to work at a file, and names no password', async () => {
  const file = await gridleague('worker', '--database', 'sqlite:var/x.sqlite');
  expect([file.code, file.stderr]).toEqual([2, expect.stringContaining('--database: must be postgres://')]);
  const nowhere = await gridleague('worker', '--database', 'postgres://someone:hunter2@127.0.0.1:1/none');
  expect([nowhere.code, nowhere.stderr]).toEqual([1, expect.stringContaining('cannot be reached')]);
  expect(nowhere.stderr).not.toContain('hunter2');
});
