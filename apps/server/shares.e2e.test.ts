/** @short-form 1/8 or none; each time: apps/server/derive/desk/lane.test.ts */
import { mkdtemp, rm } from 'node:fs/promises';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { laneLimits } from '#api/limits/lane-limits.js';
import { ServerProcess } from './test/server-process.js';
import { playedData } from './test/small-league.js';

const REPORT = '/api/matches/huge-1-000001';
/** Made anew for everyone who asks, and takes its time. */
const TABLE = `${REPORT}/rounds?format=csv`;
const SHARE = laneLimits.showing.mostOfOne!;

let folder = '';
let server: ServerProcess;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gridleague-shares-'));
  const data = join(folder, 'data');
  await playedData(data, { matches: 2, records: 2, large: true });
  server = await ServerProcess.start(data);
});
afterAll(async () => {
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** The status that an address is answered with, once all of the answer is there. */
function statusOf(path: string, localAddress: string): Promise<number> {
  return new Promise((done, failed) =>
    get(`${server.url}${path}`, { localAddress, agent: false }, (response) =>
      response
        .resume()
        .once('end', () => done(response.statusCode!))
        .once('error', failed),
    ).once('error', failed),
  );
}

const many = (count: number, path: string, address: string): Promise<number[]> =>
  Promise.all(Array.from({ length: count }, () => statusOf(path, address)));

const others = process.platform === 'linux' ? it : it.skip;

others(
  'one address has its share of what the server makes, and what is remembered costs nothing',
  async () => {
    expect(await statusOf(REPORT, '127.0.0.1')).toBe(200);
    const asked = many(5 * SHARE, TABLE, '127.0.0.1');
    const remembered = many(2 * SHARE, REPORT, '127.0.0.1');
    const another = many(5, TABLE, '127.0.0.2');
    const statuses = await asked;
    expect(new Set(statuses)).toEqual(new Set([200, 429]));
    expect(statuses.filter((one) => one === 200).length).toBeGreaterThanOrEqual(SHARE);
    expect(new Set(await remembered)).toEqual(new Set([200]));
    expect(new Set(await another)).toEqual(new Set([200]));
  },
);
