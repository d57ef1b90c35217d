/** @short-form 1/8; each time: leagues/scenario-files/package */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gzipSync } from 'node:zlib';
import { stringify } from 'yaml';
import { sha256Of } from '#leagues/scenario-files/package/scenario-package.js';
import { tarOf } from '#results/export/tar.js';
import { gridleague, temporaryFolder } from '../cli/test/gridleague.js';
import type { ApiAnswer } from './openapi/schemas.js';
import type { Page } from './problem/paging.js';
import { ServerProcess } from './test/server-process.js';
import { isLong } from '#market/test/short-form.js';

const folder = temporaryFolder();

const CSV = `kWh\n${Array.from({ length: 24 }, (_, hour) => 0.2 + (hour % 5) / 10).join('\n')}\n`;
const series = { csv: 'load.csv', column: 'kWh', unit: 'kWh', start: '2025-06-01', step: 'PT1H' };
const STREET = {
  ...{ kind: 'community', id: 'own-street', start: '2025-06-01', step: 'PT1H', periods: 24 },
  households: [
    { id: 'flat', count: 2, load: { series, scale: [0.8, 1.2] } },
    { id: 'roof', load: { series }, pv: { peakPower: [4, 8] } },
  ],
  grid: { retail: 0.3, feedIn: 0.08 },
};
const street = (retail: number): Record<string, string> => ({
  'street.yaml': stringify({ ...STREET, grid: { ...STREET.grid, retail } }),
  'load.csv': CSV,
});

const BLOCKS = isLong ? 8 : 6;

const league = (scenario: string): string => `
id: frozen
title: A league on own data
format: self-play
scenarios: ['${scenario}']
blocks: ${BLOCKS}
entrants: [truthful, shaded]
roundCap: 8
limits: { milliseconds: 30000 }
`;

type Run = ApiAnswer<'Run'>;

async function hashes(server: ServerProcess, run: string): Promise<Record<string, string | null>> {
  const { body } = await server.get<Page<ApiAnswer<'MatchRow'>>>(`/api/runs/${run}/matches?limit=500`);
  return Object.fromEntries(body.items.map(({ id, resultHash }) => [id.replace(run, ''), resultHash]));
}

/** What the same league gives here, from the files. */
async function playedHere(retail: number, run: number): Promise<Record<string, string>> {
  for (const [name, text] of Object.entries(street(retail))) await writeFile(folder.path(name), text);
  await writeFile(folder.path('league.yaml'), league(folder.path('street.yaml')));
  const args = ['--no-chain', '--workers', '1', '--run', String(run), '--json'];
  const { stdout, stderr } = await gridleague('league', folder.path('league.yaml'), ...args);
  if (stdout === '') throw new Error(stderr);
  const { resultHashes } = JSON.parse(stdout) as { resultHashes: Record<string, string> };
  return Object.fromEntries(
    Object.entries(resultHashes).map(([match, hash]) => [match.replace(`frozen-${run}`, ''), hash]),
  );
}

describe('a run on data of its own', () => {
  let server: ServerProcess;
  const data = (): string => folder.path('data');
  beforeAll(async () => {
    server = await ServerProcess.start(data());
  });
  afterAll(() => server.kill());

  it('plays its package on, whatever is uploaded before it is killed and goes on', async () => {
    const first = await server.scenario(street(0.3));
    expect(first).toMatchObject({ status: 201, body: { id: 'own-street', agents: 3 } });
    expect(first.body.drawn).toEqual(['sky', 'households[0].load.scale', 'households[1].pv.peakPower']);
    expect((await server.league(league('own-street'))).status).toBe(201);
    await server.post('/api/leagues/frozen/runs', {});
    let uploading: Promise<typeof first> | undefined;
    await server
      .follow('frozen-1', (type) => {
        if (type !== 'match' || uploading) return;
        uploading = server.scenario(street(0.9)).then((answer) => server.kill().then(() => answer));
      })
      .catch(() => undefined);
    const second = await uploading!;
    expect(second).toMatchObject({ status: 201 });
    expect(second.body.sha256).not.toBe(first.body.sha256);

    server = await ServerProcess.start(data());
    await server.follow('frozen-1');
    const { body } = await server.get<Run>('/api/runs/frozen-1');
    expect(body).toMatchObject({
      state: 'finished',
      scenarios: [{ name: 'own-street', sha256: first.body.sha256 }],
    });
    expect(await hashes(server, 'frozen-1')).toEqual(await playedHere(0.3, 1));

    await server.post('/api/leagues/frozen/runs', {});
    await server.follow('frozen-2');
    expect(await hashes(server, 'frozen-2')).toEqual(await playedHere(0.9, 2));
  });

  it('tells beforehand what a run would be, with the spread of the last one', async () => {
    const plan = async (order: object): Promise<ApiAnswer<'Foresight'>> =>
      (await server.post<ApiAnswer<'Foresight'>>('/api/leagues/frozen/plan', order)).body;
    const seen = await plan({ spread: 0.1, difference: 0.1 });
    expect(seen).toMatchObject({ matches: 2 * BLOCKS, blocks: BLOCKS, pairs: 1, fewestBlocks: 6 });
    expect(seen.minutes).toBeGreaterThan(0);
    expect(seen.power).toMatchObject({ spread: 0.1, blocksNeeded: 10 });
    expect(seen.power!.visible).toBeGreaterThan(0.1);
    expect((await plan({})).power!.spread).toBeGreaterThan(0);
    const unknown = league('own-street').replace('id: frozen', 'id: nobodys').replace('shaded', 'nobody/x');
    expect(await server.league(unknown)).toMatchObject({
      status: 422,
      body: { type: 'urn:gridleague:problem:unknown-plugin' },
    });
  });

  it('is verified elsewhere with what its bundle carries alone', async () => {
    for (const name of Object.keys(street(0))) await rm(folder.path(name));
    const bundle = await fetch(`${server.url}/api/runs/frozen-1/bundle`);
    await writeFile(folder.path('run.jsonl.gz'), Buffer.from(await bundle.arrayBuffer()));
    const { code, stdout } = await gridleague('verify', folder.path('run.jsonl.gz'));
    expect(stdout).toMatch(`${2 * BLOCKS} of ${2 * BLOCKS} matches replayed identically\n`);
    expect(stdout).toMatch(
      /scenario own-street sha256 "[0-9a-f]{64}", which does not come with this checkout/,
    );
    expect(code).toBe(0);
  });

  it('gives its package as a file, which is a scenario like any other', async () => {
    const { scenarios } = (await server.get<Run>('/api/runs/frozen-1')).body;
    const { text, status } = await server.get(`/api/packages/${scenarios![0]!.sha256}`);
    expect([status, sha256Of(text)]).toEqual([200, scenarios![0]!.sha256]);
    await writeFile(folder.path('package.json'), text);
    expect((await gridleague('scenario', folder.path('package.json'))).stdout).toMatch(/own-street/);
    expect((await server.get(`/api/packages/${'0'.repeat(64)}`)).status).toBe(404);
  });

  it('stops with the reason where its package is not there any more', async () => {
    await server.post('/api/leagues/frozen/runs', {});
    await server.kill();
    const database = new DatabaseSync(join(data(), 'gridleague.sqlite'));
    database.prepare(`UPDATE "scenario_package" SET "content" = x'00'`).run();
    database.close();
    server = await ServerProcess.start(data());
    await server.follow('frozen-3');
    const { body } = await server.get<Run>('/api/runs/frozen-3');
    expect(body.state).toBe('failed');
    expect(body.error).toMatch(/own-street: its package in the database is not [0-9a-f]{64} any more/);
    expect(body.error).toContain(body.scenarios![0]!.sha256);
  });

  it('has no next version while nobody knows which days the damaged ones hold; these are whole once they come again', async () => {
    const next = () => server.scenario(street(0.5));
    const type = 'urn:gridleague:problem:package-missing';
    const detail = expect.stringMatching(/version \d+ of own-street .* upload that one again/) as unknown;
    expect(await next()).toMatchObject({ status: 409, body: { type, detail } });
    // The others are still there.
    const listed = async (): Promise<string[]> =>
      (await server.get<Page<ApiAnswer<'Scenario'>>>('/api/scenarios')).body.items.map(({ id }) => id);
    expect(await listed()).toContain('demo-street');
    expect(await listed()).not.toContain('own-street');
    for (const path of ['own-street', 'own-street/package'])
      expect(await server.get(`/api/scenarios/${path}`)).toMatchObject({
        status: 500,
        body: { type: 'urn:gridleague:problem:damaged-row' },
      });
    for (const retail of [0.3, 0.9]) expect((await server.scenario(street(retail))).status).toBe(201);
    expect(await listed()).toContain('own-street');
    expect((await next()).status).toBe(201);
  });
});

/** `link` is one of `street.yaml`: what is a file there is a link. */
function archive(files: Readonly<Record<string, string>>, link?: string): Uint8Array<ArrayBuffer> {
  const tar = Buffer.from(
    tarOf(new Map(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)]))),
  );
  if (link !== undefined) {
    const at = tar.indexOf(`${link}\0`);
    // The checksum counts the type, too: '2' for '0' is two more.
    tar.write('2', at + 156, 'latin1');
    const sum = Number.parseInt(tar.toString('latin1', at + 148, at + 154), 8) + 2;
    tar.write(sum.toString(8).padStart(6, '0'), at + 148, 'latin1');
  }
  return new Uint8Array(gzipSync(tar));
}

describe('an upload', () => {
  let server: ServerProcess;
  beforeAll(async () => {
    server = await ServerProcess.start(folder.path('uploads'));
  });
  afterAll(() => server.stop());

  const ids = async (): Promise<string[]> => {
    const { body } = await server.get<Page<{ id: string }>>('/api/scenarios');
    return body.items.map(({ id }) => id);
  };
  const { 'street.yaml': yaml, 'load.csv': csv } = street(0.3) as {
    'street.yaml': string;
    'load.csv': string;
  };
  const naming = (path: string): string => yaml.replaceAll('load.csv', path);
  const huge = (bytes: number): string => 'x'.repeat(bytes);

  it.each<[string, Record<string, string | Uint8Array<ArrayBuffer>>, number, RegExp]>([
    ['without a file that it names', { 'street.yaml': yaml }, 400, /load\.csv: is not in the package/],
    [
      'whose series lie outside of it',
      { 'street.yaml': naming('../load.csv'), 'load.csv': csv },
      400,
      /load\.csv: leads out of the package/,
    ],
    ['with an absolute path', { 'street.yaml': naming('/etc/passwd') }, 400, /leads out of the package/],
    [
      'of an archive with a file outside',
      { 'a.tar.gz': archive({ 'street.yaml': yaml, '../load.csv': csv }) },
      400,
      /leads out of the package/,
    ],
    [
      'of an archive with a link',
      { 'a.tar.gz': archive({ 'street.yaml': yaml, 'load.csv': '' }, 'load.csv') },
      400,
      /is a link or a device/,
    ],
    [
      'of an archive that is much more when it is unpacked',
      { 'a.tar.gz': new Uint8Array(gzipSync(Buffer.alloc(80_000_000))) },
      400,
      /more than \d+ bytes when it is unpacked/,
    ],
    ['of no archive', { 'a.tar.gz': new Uint8Array(gzipSync(huge(2000))) }, 400, /is no tar archive/],
    ['of 65 MB', { 'street.yaml': yaml, 'load.csv': huge(65 << 20) }, 413, /large/],
    [
      'of two scenarios at once',
      { 'street.yaml': yaml, 'other.yaml': yaml, 'load.csv': csv },
      400,
      /more than one scenario/,
    ],
    ['of no scenario', { 'load.csv': csv }, 400, /there is no scenario/],
    [
      'of one that comes along',
      { 's.yaml': 'kind: random\nid: demo-street\nagents: 3\nresources: 2\n' },
      409,
      /comes with GridLeague/,
    ],
    [
      'of one that cannot be solved',
      {
        'street.yaml': stringify({
          ...STREET,
          households: [{ id: 'flat', load: { series }, connection: 0.01 }],
        }),
        'load.csv': csv,
      },
      400,
      /flat cannot meet its own constraints/,
    ],
  ])('%s is refused, and nothing is stored', async (_, files, status, reason) => {
    const before = await ids();
    const answer = await server.scenario(files);
    expect([answer.status, answer.text]).toEqual([status, expect.stringMatching(reason)]);
    expect(await ids()).toEqual(before);
  });

  it('with another hash than is stated is refused, and with its own is taken', async () => {
    const other = await server.scenario(street(0.3), { sha256: '0'.repeat(64) });
    expect(other).toMatchObject({ status: 400, body: { field: 'sha256' } });
    const [, sha256] = /the package has ([0-9a-f]{64})/.exec(other.text)!;
    expect(await server.scenario(street(0.3), { sha256: sha256! })).toMatchObject({
      status: 201,
      body: { sha256 },
    });
    const archived = await server.scenario({
      'a.tar.gz': archive({ 'a/street.yaml': yaml, 'a/load.csv': csv }),
    });
    expect(archived).toMatchObject({ status: 201, body: { sha256 } });
  });

  it('of a team changes nothing of what leagues play', async () => {
    const before = await server.get<{ sha256: string }>('/api/scenarios/own-street');
    expect((await server.scenario(street(0.4), {}, await server.team('curious'))).status).toBe(409);
    const { body } = await server.get<{ sha256: string }>('/api/scenarios/own-street');
    expect(body.sha256).toBe(before.body.sha256);
  });

  it('of two versions at once leaves one of them, whole', async () => {
    const answers = await Promise.all([0.5, 0.6].map((retail) => server.scenario(street(retail))));
    const taken = answers.filter(({ status }) => status === 201);
    expect(answers.every(({ status }) => status === 201 || status === 409)).toBe(true);
    const { body } = await server.get<{ sha256: string }>('/api/scenarios/own-street');
    expect(taken.map((answer) => answer.body.sha256)).toContain(body.sha256);
  });

  it('in which nothing is drawn is played as one block', async () => {
    const fixed = stringify({
      ...STREET,
      id: 'fixed',
      households: [{ id: 'flat', count: 2, load: { series } }],
    });
    const { body } = await server.scenario({ 'fixed.yaml': fixed, 'load.csv': csv });
    expect(body.drawn).toEqual([]);
    const refused = await server.league(league('fixed'));
    expect(refused).toMatchObject({ status: 422, body: { type: 'urn:gridleague:problem:copied-blocks' } });
    expect(refused.text).toMatch(
      /scenario fixed draws nothing: its \d blocks would be one market.*Set blocks: 1/,
    );
    expect((await server.league(league('fixed').replace(/blocks: \d/, 'blocks: 1'))).status).toBe(201);
  });
});
