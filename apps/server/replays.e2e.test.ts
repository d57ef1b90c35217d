/** @short-form 1/9 or none; each time: apps/server/runs/replays.test.ts */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ServerProcess } from './test/server-process.js';
import { playedData } from './test/small-league.js';

const REPLAYS = 12;

let folder = '';
let data = '';
let server: ServerProcess;

const start = (): Promise<ServerProcess> =>
  ServerProcess.start(data, { GRIDLEAGUE_PROXIES: '1', GRIDLEAGUE_REPLAYS_PER_HOUR: String(REPLAYS) });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gridleague-replays-'));
  data = join(folder, 'data');
  await playedData(data, { matches: 60, records: 59, large: false });
  server = await start();
});

afterAll(async () => {
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

const match = (serial: number): string => `huge-1-${String(serial).padStart(6, '0')}`;

interface Verified {
  readonly status: number;
  readonly retryAfter: number;
  readonly body: { readonly identical?: boolean; readonly resultHash?: string; readonly type?: string };
}

/** `from`: as the proxy in front says */
async function verify(id: string, from: string, signal?: AbortSignal): Promise<Verified> {
  const response = await fetch(`${server.url}/api/matches/${id}/verify`, {
    method: 'POST',
    headers: { 'x-forwarded-for': from },
    ...(signal && { signal }),
  });
  const retryAfter = Number(response.headers.get('retry-after') ?? 0);
  return { status: response.status, retryAfter, body: (await response.json()) as Verified['body'] };
}

async function figure(pattern: string): Promise<number> {
  const { text } = await server.get('/api/metrics');
  return Number(new RegExp(`^gridleague_${pattern} (\\S+)$`, 'm').exec(text)?.[1] ?? 0);
}
const open = (): Promise<number> => figure('replays_open');
const ended = (how: string): Promise<number> => figure(`replays_total\\{end="${how}"\\}`);

/** Looks until it is so. */
async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((later) => setTimeout(later, 20));
}

/** Asks and goes away once the replays that are open are so many, or all are answered. */
async function askAndLeave(ids: readonly string[], from: string, openThen: number): Promise<void> {
  const leaving = new AbortController();
  let answered = false;
  const asked = Promise.all(ids.map((id) => verify(id, from, leaving.signal).catch(() => 'left'))).then(
    () => (answered = true),
  );
  await until(async () => answered || (await open()) === openThen);
  leaving.abort();
  await asked;
}

describe('replays that readers ask for', () => {
  it('are shared by equal requests, and kept', async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, () => verify('small-1-000001', '10.0.0.1')));
    expect(answers.map(({ status }) => status)).toEqual(Array<number>(30).fill(200));
    expect(answers[0]!.body.identical).toBe(true);
    expect(await ended('compared')).toBe(1);
    for (let i = 0; i < 2 * REPLAYS; i++)
      expect(await verify('small-1-000001', '10.0.0.1')).toEqual(answers[0]);
    expect(await ended('compared')).toBe(1);
  });

  it('end when the last who asked is gone, waiting or in play', async () => {
    await askAndLeave([match(1), match(2), match(3)], '10.0.0.2', 3);
    await until(async () => (await open()) === 0);
    // The player is free again.
    expect((await verify(match(4), '10.0.0.2')).status).toBe(200);
  });

  it('go on while one is left who asked', async () => {
    const kept = verify(match(5), '10.0.0.3');
    await until(async () => (await open()) === 1);
    await askAndLeave([match(5)], '10.0.0.4', 1);
    expect((await kept).status).toBe(200);
  });

  it('are begun again for somebody who comes after they were ended', async () => {
    await askAndLeave([match(6)], '10.0.0.5', 1);
    expect((await verify(match(6), '10.0.0.6')).status).toBe(200);
  });

  it('are three at a time for one address, for a /64 of IPv6, and not more for who pretends to be many', async () => {
    const leaving = new AbortController();
    const asked = [7, 8, 9].map((serial, i) =>
      verify(match(serial), `2001:db8:1:2::${i + 1}`, leaving.signal).catch(() => null),
    );
    await until(async () => (await open()) === 3);
    for (const from of [
      ...['2001:db8:1:2::1', '2001:db8:1:2:ffff:ffff:ffff:ffff', '2001:0DB8:0001:0002:0:0:0:9'],
      // One proxy is believed: only what it has added, the last.
      ...['203.0.113.9, 2001:db8:1:2::7', '"><script>, 2001:db8:1:2::7'],
    ]) {
      const { status, retryAfter, body } = await verify(match(10), from);
      expect([from, status, body.type]).toEqual([from, 429, 'urn:gridleague:problem:too-many-requests']);
      expect(retryAfter).toBeGreaterThan(0);
    }
    // Those that are on are anybody's to wait for.
    const shared = new AbortController();
    const waits = verify(match(7), '2001:db8:1:2::8', shared.signal).catch(() => null);
    leaving.abort();
    await Promise.all(asked);
    expect(await waits).toMatchObject({ status: 200 });
  });

  it('are so many an hour for one address; what is known already is not counted', async () => {
    const from = '10.0.1.1';
    for (let i = 0; i < REPLAYS; i += 3) {
      await askAndLeave([44 + i, 45 + i, 46 + i].map(match), from, 3);
      // The server hears a little later that they have left.
      await until(async () => (await open()) === 0);
    }
    const { status, retryAfter } = await verify(match(14), from);
    expect(status).toBe(429);
    expect(retryAfter).toBeGreaterThan(3000);
    expect(retryAfter).toBeLessThanOrEqual(3600);
    expect((await verify('small-1-000001', from)).status).toBe(200);
    expect((await verify(match(15), '10.0.1.2')).status).toBe(200);
  });

  it('have a queue with an end', async () => {
    const leaving = new AbortController();
    const asked = Array.from({ length: 20 }, (_, i) =>
      verify(match(20 + i), `10.0.2.${Math.floor(i / 3)}`, leaving.signal).catch(() => null),
    );
    await until(async () => (await open()) >= 19);
    const refused = await Promise.any(
      [41, 42, 43].map(async (serial) => {
        const answer = await verify(match(serial), '10.0.3.1', leaving.signal);
        if (answer.status !== 503) throw new Error(`answered with ${answer.status}`);
        return answer;
      }),
    );
    expect(refused.retryAfter).toBeGreaterThan(0);
    leaving.abort();
    await Promise.all(asked);
    await until(async () => (await open()) === 0);
  });

  it.each([
    ['a match that was not played', match(60), 409],
    ['no match', 'huge-1-999999', 404],
    ['something else', '..%2f..%2fetc', 404],
  ])('are not begun for %s', async (_, id, status) => {
    const before = await ended('compared');
    expect((await verify(id, '10.0.4.1')).status).toBe(status);
    expect([await open(), await ended('compared')]).toEqual([0, before]);
  });

  it('are kept over a restart, but not for a record that was changed', async () => {
    await server.stop();
    const database = new DatabaseSync(join(data, 'gridleague.sqlite'));
    database.exec(
      `UPDATE "match_record" SET "report" = json_set("report", '$.cost', 1) WHERE "match" = 'small-1-000001'`,
    );
    database.close();
    server = await start();
    expect((await verify(match(4), '10.0.5.1')).status).toBe(200);
    expect(await ended('compared')).toBe(0);
    expect((await verify('small-1-000001', '10.0.5.1')).body).toMatchObject({
      identical: false,
      difference: 'report.cost',
    });
    expect(await ended('compared')).toBe(1);
  });
});
