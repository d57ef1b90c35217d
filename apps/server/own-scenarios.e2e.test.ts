/** @short-form 1/5; each time: leagues/scenario-files/package */
import { gzipSync } from 'node:zlib';
import { rm, symlink, writeFile } from 'node:fs/promises';
import { stringify } from 'yaml';
import { sha256Of } from '#leagues/scenario-files/package/scenario-package.js';
import { dealt, sampled } from '#market/test/short-form.js';
import { gridleague, temporaryFolder } from '../cli/test/gridleague.js';
import { requestLimits } from '#api/limits/request-limits.js';
import type { ApiAnswer } from '#api/schemas.js';
import type { Page } from './problem/paging.js';
import type { SubmissionView } from './submissions/submission-view.js';
import { testServer } from './test/test-server.js';

const CSV = `kWh\n${Array.from({ length: 24 }, (_, hour) => 0.2 + (hour % 5) / 10).join('\n')}\n`;
const series = { csv: 'load.csv', column: 'kWh', unit: 'kWh', start: '2025-06-01', step: 'PT1H' };
/** Seventeen periods: nothing else here has so many. */
const street = (fields: object = {}): string =>
  stringify({
    ...{ kind: 'community', id: 'my-street', start: '2025-06-01', step: 'PT1H', periods: 17 },
    households: [
      { id: 'flat', load: { series } },
      { id: 'roof', load: { series }, pv: { peakPower: [4, 8] } },
    ],
    grid: { retail: 0.3, feedIn: 0.08 },
    ...fields,
  });
const FAULTY = `import { defineAgent } from '@gridleague/sdk';
export default defineAgent({
  name: 'faulty',
  create: (briefing) => ({
    bid: () => {
      if (briefing.resources.length === 17) throw new Error('seventeen');
      return [];
    },
  }),
});`;

const test = testServer();
const folder = temporaryFolder();
let mine = '';
let other = '';
let sha256 = '';
const own = async (token: string): Promise<string[]> =>
  (await test.server.get<Page<ApiAnswer<'OwnScenario'>>>('/api/own-scenarios', token)).body.items.map(
    ({ id }) => id,
  );
const inFolder = (...args: string[]) =>
  gridleague('scenario', ...args, ...(args[0] === 'upload' ? ['--url', test.server.url] : []));

beforeAll(async () => {
  await test.server.withoutShippedLeagues();
  mine = await test.server.team('mine');
  other = await test.server.team('other');
  await writeFile(folder.path('street.yaml'), street());
  await writeFile(folder.path('load.csv'), CSV);
});

describe('the command', () => {
  it('packs a scenario with its series into one file, whose hash it tells', async () => {
    const file = folder.path('street.json');
    const { stdout, code } = await inFolder('pack', folder.path('street.yaml'), '--output', file, '--json');
    expect(code).toBe(0);
    const told = JSON.parse(stdout) as { id: string; sha256: string };
    expect(told).toMatchObject({ id: 'my-street', file });
    sha256 = told.sha256;
    // Packed again, from the package, it is the same.
    expect((await inFolder('pack', file, '--output', folder.path('again.json'))).stdout).toContain(sha256);
  });

  it('uploads it as the team’s own', async () => {
    const { stdout, code } = await inFolder('upload', folder.path('street.yaml'), '--token', mine);
    expect([code, stdout]).toEqual([0, expect.stringContaining(`my-street ${sha256}: 2 agents`)]);
    expect(await own(mine)).toEqual(['my-street']);
  });

  const mistakes: [string, () => Promise<unknown>, string[], RegExp][] = [
    ['without a token', async () => undefined, ['street.yaml'], /--token/],
    ['of no file', async () => undefined, ['nowhere.yaml', '--token', 'x'], /nowhere\.yaml/],
    [
      'without a file that it names',
      () => writeFile(folder.path('bare.yaml'), street().replaceAll('load.csv', 'gone.csv')),
      ['bare.yaml', '--token', 'x'],
      /gone\.csv/,
    ],
    [
      'whose series are a link to nowhere',
      async () => {
        await rm(folder.path('link.csv'), { force: true });
        await symlink(folder.path('nothing'), folder.path('link.csv'));
        await writeFile(folder.path('linked.yaml'), street().replaceAll('load.csv', 'link.csv'));
      },
      ['linked.yaml', '--token', 'x'],
      /link\.csv/,
    ],
    ['with a token of nobody', async () => undefined, ['street.yaml', '--token', 'nobody'], /valid token/],
    [
      'that cannot be solved',
      () =>
        writeFile(
          folder.path('stuck.yaml'),
          street({ households: [{ id: 'flat', load: { series }, connection: 0.01 }] }),
        ),
      ['stuck.yaml', '--token', 'MINE'],
      /flat cannot meet its own constraints/,
    ],
  ];
  it.each(dealt(mistakes, 2))(
    'explains an upload %s, and nothing is stored',
    async (_, prepare, [file, ...options], words) => {
      await prepare();
      const args = options.map((one) => (one === 'MINE' ? mine : one));
      const { code, stderr } = await inFolder('upload', folder.path(file!), ...args);
      expect([code, stderr]).toEqual([2, expect.stringMatching(words)]);
      // Two households name the same file.
      expect(stderr.trimEnd().split('\n').length).toBeLessThanOrEqual(3);
      expect(stderr).not.toMatch(/^ +at /m);
      expect(await own(mine)).toEqual(['my-street']);
    },
  );
});

it('nobody else learns of it, and no league plays it', async () => {
  const { server } = test;
  for (const token of [other, server.adminToken, undefined])
    for (const path of ['/api/scenarios/my-street', `/api/packages/${sha256}`, '/scenarios/my-street'])
      expect((await server.get(path, token)).status).toBe(404);
  expect((await server.get('/api/scenarios', mine)).text).not.toContain('my-street');
  expect(await own(other)).toEqual([]);
  expect((await server.get('/api/own-scenarios')).status).toBe(401);
  expect((await server.get('/api/own-scenarios', server.adminToken)).status).toBe(403);
  expect((await server.get('/api/own-scenarios/my-street/package', other)).status).toBe(404);
  expect((await server.send('DELETE', '/api/own-scenarios/my-street', other)).status).toBe(404);
  const { text } = await server.get('/api/own-scenarios/my-street/package', mine);
  expect(sha256Of(text)).toBe(sha256);
  const league = { id: 'l', title: 'L', format: 'self-play', scenarios: ['my-street'], blocks: 1 };
  expect(await server.post('/api/leagues', league)).toMatchObject({
    status: 400,
    body: { field: 'scenarios[0]' },
  });
});

sampled(0.4)('the team’s plugins are tried in it, and nobody else’s', async () => {
  const tried = async (token: string): Promise<SubmissionView> => {
    const { body } = await test.server.upload(FAULTY, 'faulty', token);
    await test.server.checked(body.id);
    return (await test.server.get<SubmissionView>(`/api/submissions/${body.id}`, token)).body;
  };
  const [own, others] = [await tried(mine), await tried(other)];
  expect([own.status, own.checks.at(-1)]).toEqual([
    'rejected',
    {
      ...{ name: 'leagues', passed: false },
      message: expect.stringMatching(
        /^scenario my-street of your own, round 1: threw: Error: seventeen \(faulty\.ts:6:/,
      ) as string,
    },
  ]);
  expect([others.status, others.checks.at(-1)!.message]).toEqual([
    'accepted',
    expect.not.stringContaining('my-street'),
  ]);
});

describe('an upload of a team', () => {
  const files = { 'street.yaml': street(), 'load.csv': CSV };
  it.each(
    dealt<[string, Record<string, string | Uint8Array<ArrayBuffer>>, Record<string, string>, number, RegExp]>(
      [
        [
          'without a file that it names',
          { 'street.yaml': street() },
          {},
          400,
          /load\.csv: is not in the package/,
        ],
        [
          'with a path outside',
          { ...files, 'street.yaml': street().replaceAll('load.csv', '../load.csv') },
          {},
          400,
          /leads out of the package/,
        ],
        [
          'that is much more when it is unpacked',
          { 'a.tar.gz': new Uint8Array(gzipSync(Buffer.alloc(80_000_000))) },
          {},
          400,
          /when it is unpacked/,
        ],
        [
          'that is too large',
          { ...files, 'load.csv': 'x'.repeat(requestLimits.ownScenario) },
          {},
          413,
          /at most \d+ bytes/,
        ],
        [
          'of a market that no trial could be played in',
          { 's.json': '{"kind":"random","id":"crowd","agents":101,"resources":2}' },
          {},
          413,
          /too large for a trial: 101 agents, more than 100/,
        ],
        [
          'with another hash than is stated',
          { ...files, 'load.csv': CSV, 'street.yaml': street({ title: 'x' }) },
          { sha256: '0'.repeat(64) },
          400,
          /not what is stated/,
        ],
        [
          'of what comes with GridLeague',
          { 's.json': '{"kind":"random","id":"demo-street","agents":3,"resources":2}' },
          {},
          409,
          /comes with GridLeague/,
        ],
      ],
      3,
    ),
  )('%s is refused, and nothing is stored', async (_, sent, fields, status, words) => {
    const before = await own(mine);
    const answer = await test.server.scenario(sent, fields, mine);
    expect([answer.status, answer.text]).toEqual([status, expect.stringMatching(words)]);
    expect(await own(mine)).toEqual(before);
  });

  it('of two at once leaves one of them, whole, and takes no id that leagues know', async () => {
    const version = (retail: number) => ({
      ...files,
      'street.yaml': street({ grid: { retail, feedIn: 0.08 } }),
    });
    const answers = await Promise.all(
      [0.4, 0.5].map((retail) => test.server.scenario(version(retail), {}, other)),
    );
    expect(answers.every(({ status }) => status === 201 || status === 409)).toBe(true);
    const { text } = await test.server.get('/api/own-scenarios/my-street/package', other);
    expect(answers.filter(({ status }) => status === 201).map(({ body }) => body.sha256)).toContain(
      sha256Of(text),
    );
    const known = { 's.json': '{"kind":"random","id":"known","agents":3,"resources":2}' };
    expect((await test.server.scenario(known)).status).toBe(201);
    expect(await test.server.scenario(known, {}, mine)).toMatchObject({
      status: 409,
      body: { type: 'urn:gridleague:problem:id-taken' },
    });
  });

  sampled(0.5)('counts: a team has so many, and deletes what it needs no more', async () => {
    const small = (i: number) => ({
      's.json': `{"kind":"random","id":"small-${i}","agents":3,"resources":2}`,
    });
    for (let i = 1; i < requestLimits.ownScenarios; i++)
      expect((await test.server.scenario(small(i), {}, mine)).status).toBe(201);
    const type = 'urn:gridleague:problem:too-many-scenarios';
    expect(await test.server.scenario(small(99), {}, mine)).toMatchObject({ status: 409, body: { type } });
    // Another version of one takes its place.
    expect((await test.server.scenario(files, {}, mine)).status).toBe(201);
    expect((await test.server.send('DELETE', '/api/own-scenarios/small-1', mine)).status).toBe(204);
    expect((await test.server.scenario(small(99), {}, mine)).status).toBe(201);
  });
});
