/** @short-form 1/9 or none; each time: results/export, server.e2e.test.ts */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { playedMatches, readBundle, type RunBundle } from '#matches/bundles/run-bundle.js';
import { dealt, sampled } from '#market/test/short-form.js';
import { gridleague } from '../cli/test/gridleague.js';
import { shadedSource } from './test/server-process.js';
import { testServer } from './test/test-server.js';

const LEAGUE = `
id: shared
title: A league with somebody's own plugin
format: mixed
scenarios: [blems-example]
blocks: 1
matchSize: 2
entrants: [truthful, zero-intelligence, sunny/mine]
roundCap: 20
limits: { milliseconds: 30000 }
`;
const SECRET = 'nobody else may read this line';

const test = testServer();
let sunny = '';
let stranger = '';

beforeAll(async () => {
  const { server } = test;
  await server.withoutShippedLeagues();
  sunny = await server.team('sunny');
  stranger = await server.team('stranger');
  // Passes admission; in this league's market it fails, with a message that tells something.
  const source = (await shadedSource()).replace(
    'bid: (view, tools) =>',
    `bid: (view, tools) => view.round === 2 && view.prices.length === 2 && view.cash < 300 ? (() => { throw new Error('${SECRET}'); })() :`,
  );
  const { body } = await server.upload(source, 'mine', sunny);
  expect(await server.checked(body.id)).toMatchObject({ status: 'accepted' });
  await server.league(LEAGUE);
  await server.post('/api/leagues/shared/runs', {});
  await server.follow('shared-1');
});

/** Fetches a file as a caller; where it was put. */
async function download(path: string, name: string, token?: string): Promise<string> {
  const response = await fetch(`${test.server.url}${path}`, {
    headers: token ? { authorization: `Bearer ${token}` } : {},
  });
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/gzip']);
  const file = join(test.folder, name);
  await writeFile(file, new Uint8Array(await response.arrayBuffer()));
  return file;
}

const bundleOf = async (name: string, token?: string): Promise<string> =>
  download('/api/runs/shared-1/bundle', `${name}.jsonl.gz`, token);

const sources = ({ head }: RunBundle): (string | null)[] => head.plugins.map(({ source }) => source);

describe('the bundle of a run', () => {
  it.each([
    ['nobody', () => undefined],
    ['another team', () => stranger],
  ])('shows %s no source and no log of a team', async (_, token) => {
    const file = await bundleOf('foreign', token());
    expect(gunzipSync(await readFile(file)).toString('utf8')).not.toContain(SECRET);
    const bundle = await readBundle(file);
    expect(sources(bundle).filter((source) => source === null)).toHaveLength(1);
    const played = [...(await playedMatches(bundle)).values()];
    // 3 pairs of teams
    expect(played).toHaveLength(3);
    const failures = played.flatMap(({ report }) => report.perSeat.flatMap((seat) => seat.failures));
    expect(failures).toContainEqual({ round: 2, kind: 'threw', reason: '' });
  });

  it('is complete for the administrator and for who owns all that is not open', async () => {
    for (const token of dealt([test.server.adminToken, sunny], 1)) {
      const file = await bundleOf('complete', token);
      expect(sources(await readBundle(file))).not.toContain(null);
      const { code, stdout } = await gridleague('verify', file);
      expect(stdout).toMatch(
        /^3 of 3 matches replayed identically\n[\s\S]*the results have the root 0x[0-9a-f]{64} that the file gives/,
      );
      expect(code).toBe(0);
    }
  });

  sampled(0.5)(
    'is verified offline as far as sources are open, which is all of it only if the reader says so',
    async () => {
      const file = await bundleOf('open');
      const { code, stdout } = await gridleague('verify', file);
      expect(stdout).toMatch(
        /^1 of 3 matches replayed identically, 2 without source \(figures consistent, not replayed\)\n/,
      );
      expect(code).toBe(1);
      expect(await gridleague('verify', file, '--allow-unverified', '70%')).toMatchObject({ code: 0 });
    },
  );

  it('is verified from the server, run or match, with its boards and lists', async () => {
    const { url, adminToken } = test.server;
    const ask = ['--url', url, '--token', adminToken];
    const run = await gridleague('verify', 'shared-1', ...ask);
    expect(run.stdout).toMatch(/^3 of 3 matches replayed identically\n[\s\S]*\nverified\n$/);
    expect(run.code).toBe(0);
    const match = await gridleague('verify', 'shared-1-000002', ...ask);
    expect(match.stdout).toMatch(/^1 of 1 matches replayed identically\n/);
    expect(match.code).toBe(0);
  });

  sampled(0.5)('is found out when a result was changed', async () => {
    const text = gunzipSync(await readFile(await bundleOf('changed'))).toString('utf8');
    const file = join(test.folder, 'changed.jsonl.gz');
    const changed = text.replaceAll(
      /"resultHash":"(.)/g,
      (_, digit) => `"resultHash":"${digit === '0' ? 1 : 0}`,
    );
    await writeFile(file, gzipSync(changed));
    const { code, stdout } = await gridleague('verify', file);
    expect(stdout).toMatch(/DIFFERENT: the results do not have the anchored root/);
    expect(stdout).toMatch(/\nshared-1-\d+: DIFFERENT/);
    expect(code).toBe(1);
  });

  it.each([
    ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length - 50), /cannot be read/],
    ['something else', () => Buffer.from('hello'), /is not gzipped/],
  ])('explains a file that is %s', async (_, change, message) => {
    const file = join(test.folder, 'damaged.jsonl.gz');
    await writeFile(file, change(await readFile(await bundleOf('whole'))));
    const { code, stderr } = await gridleague('verify', file);
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
  });
});

describe('the paper pack of a run', () => {
  it('holds tables, figures and a manifest whose hashes fit', async () => {
    const archive = await download('/api/runs/shared-1/paper-pack', 'pack.tar.gz');
    execFileSync('tar', ['-xzf', archive], { cwd: test.folder });
    const read = (name: string): Promise<string> => readFile(join(test.folder, 'shared-1', name), 'utf8');
    const manifest = JSON.parse(await read('manifest.json')) as {
      files: Record<string, string>;
      anchor: { transaction: string };
      engine: { version: string };
    };
    expect(Object.keys(manifest.files)).toEqual(
      expect.arrayContaining(['agent-board.csv', 'agent-board.tex', 'agent-board-pareto.svg', 'matches.csv']),
    );
    for (const [name, hash] of Object.entries(manifest.files))
      expect(
        createHash('sha256')
          .update(await read(name))
          .digest('hex'),
      ).toBe(hash);
    expect(manifest.anchor.transaction).toMatch(/^0x/);
    expect(manifest.engine.version).toMatch(/^\d/);
  });

  it('is not sent again while nothing has changed', async () => {
    const first = await fetch(`${test.server.url}/api/runs/shared-1/paper-pack`);
    await first.arrayBuffer();
    const { status } = await test.server.get('/api/runs/shared-1/paper-pack', undefined, {
      'if-none-match': first.headers.get('etag')!,
      'cache-control': 'max-age=0',
    });
    expect(status).toBe(304);
  });
});

it('exports nothing of a run that is not over, or is none', async () => {
  await test.server.league(
    LEAGUE.replace('shared', 'long')
      .replace('blems-example', 'random-small')
      .replace('blocks: 1', 'blocks: 500')
      .replace(', sunny/mine', ''),
  );
  await test.server.post('/api/leagues/long/runs', {});
  for (const kind of ['bundle', 'paper-pack']) {
    const running = await test.server.get(`/api/runs/long-1/${kind}`);
    expect(running.body).toMatchObject({ status: 409, type: 'urn:gridleague:problem:not-over' });
    expect((await test.server.get(`/api/runs/nowhere-1/${kind}`)).status).toBe(404);
  }
  await test.server.post('/api/runs/long-1/cancel', {});
});
