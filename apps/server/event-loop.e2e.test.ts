/** @short-form 1/8 or none; each time: apps/server/derive/desk/lane.test.ts, apps/server/operation/turns.test.ts */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LOOP_LIMIT, secondsBusy } from './test/event-loop.js';
import { ServerProcess } from './test/server-process.js';
import { playedData } from './test/small-league.js';
import { dealt, isLong } from '#market/test/short-form.js';

/** In the run that everybody looks at. */
/** No league plays it. */
const AUCTION = 'landau-village';

const MATCHES = isLong ? 100_000 : 10_000;

let folder = '';
let server: ServerProcess;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gridleague-loop-'));
  const data = join(folder, 'data');
  await playedData(data, { matches: MATCHES, records: 2, large: true });
  server = await ServerProcess.start(data);
});

afterAll(async () => {
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

const busiest = (): Promise<number> => secondsBusy((path) => server.get(path));

interface Call {
  readonly name: string;
  readonly send: () => Promise<{ readonly status: number }>;
}

const get = (path: string): Call => ({ name: `GET ${path.slice(0, 70)}`, send: () => server.get(path) });
const send = (name: string, path: string, body: string, type = 'application/json'): Call => ({
  name: `POST ${path}: ${name}`,
  send: () => server.send('POST', path, server.adminToken, body, { 'content-type': type }),
});
const yaml = (name: string, text: string): Call => send(name, '/api/leagues', text, 'application/yaml');
const lines = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join('\n');

const pages = [
  ...['/', '/leagues/huge', '/leagues/huge?welfare=1&cost=2', '/runs/huge-1', '/runs/huge-1?outcome=void'],
  ...[
    `/runs/huge-1?from=${MATCHES - 1000}`,
    '/runs/huge-1?outcome=converged&from=5000',
    '/matches/huge-1-000001',
  ],
  ...[
    `/matches/huge-1-${String(MATCHES - 1).padStart(6, '0')}`,
    ...['/docs', '/try', '/plugins/bulky/long'],
    '/runs/small-1/convergence-agents.svg',
  ],
].map(get);

const api = [
  ...['/api/leagues', '/api/leagues/huge/runs', '/api/leagues/huge/leaderboard', '/api/leagues/huge/dealers'],
  ...['/api/leagues/huge/leaderboard?format=csv', '/api/leagues/huge/leaderboard?weights=cost:2'],
  ...[
    '/api/leagues/huge/leaderboard?weights=cost:1&format=csv',
    '/api/runs/huge-1',
    '/api/runs/huge-1/events',
  ],
  ...['/api/runs/huge-1/matches?limit=500', '/api/runs/huge-1/matches?format=csv', '/api/runs/huge-1/design'],
  ...[
    '/api/matches/huge-1-000001',
    '/api/matches/huge-1-000001/rounds',
    '/api/scenarios',
    '/api/submissions',
  ],
  ...['/api/matches/huge-1-000002/rounds?format=csv', '/api/scenarios/winter-community', '/api/openapi.json'],
  ...['/api/runs/small-1/bundle', '/api/runs/small-1/paper-pack', '/api/matches/small-1-000001/receipt'],
  ...['/api/leagues/small/leaderboard?run=pooled', '/api/leagues/huge/leaderboard?run=pooled'],
  ...['/api/runs/huge-1/bundle', '/api/runs/huge-1/paper-pack'],
].map(get);

const queries = [
  get(`/api/runs/huge-1/matches?cursor=${'A'.repeat(8000)}`),
  get(`/api/runs/huge-1/matches?cursor=${Buffer.from('9'.repeat(200)).toString('base64url')}`),
  get(`/api/leagues/huge/leaderboard?weights=${'cost:1,'.repeat(1500)}`),
  get(`/api/teams?${'a[]=1&'.repeat(2000)}`),
  get(`/api/teams?${'a[b]'.repeat(2000)}=1`),
  get(`/api/teams?limit=${'9'.repeat(9000)}`),
  get(`/runs/huge-1?outcome=${'x'.repeat(9000)}`),
  get(`/leagues/huge?welfare=${'1'.repeat(9000)}`),
  get(`/${'a/'.repeat(4000)}`),
  get(`/api/matches/${'%25'.repeat(3000)}`),
];

const documents = [
  yaml('open lists', '['.repeat(100_000)),
  yaml('open maps', '{'.repeat(100_000)),
  yaml('closed lists', `${'['.repeat(100_000)}${']'.repeat(100_000)}`),
  yaml('lists in a line', '- '.repeat(50_000)),
  yaml('keys in a line', '? '.repeat(50_000)),
  yaml('documents', '---\n'.repeat(50_000)),
  yaml(
    'anchors',
    lines(10_000, (i) => `a${i}: &x${i} 1`),
  ),
  yaml('aliases', `a: &a [1]\n${lines(10_000, (i) => `b${i}: *a`)}`),
  yaml('merges', `a: &a {b: 1}\n${lines(5_000, (i) => `c${i}: {<<: *a}`)}`),
  yaml('a long text', `a: "${'x'.repeat(250_000)}"`),
  yaml('a folded text', `a: >\n${lines(20_000, () => '  x')}`),
  yaml(
    'many keys',
    lines(5_000, (i) => `k${i}: 1`),
  ),
  yaml(
    'indentation',
    lines(600, (i) => `${' '.repeat(i)}a:`),
  ),
  yaml('comments', '#\n'.repeat(100_000)),
  yaml('tags', '!a '.repeat(60_000)),
  yaml('tabs', '\t'.repeat(200_000)),
  yaml('quotes', `'${"''".repeat(100_000)}`),
];

const league = (fields: object): string =>
  JSON.stringify({
    id: 'x',
    title: 'x',
    format: 'mixed',
    scenarios: ['blems-example'],
    blocks: 1,
    ...fields,
  });
const keys = (count: number): object =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, 1]));
const bodies = [
  send('open lists', '/api/teams', '['.repeat(16_000)),
  send('deep lists', '/api/teams', `{"name":${'['.repeat(8000)}${']'.repeat(8000)}}`),
  send('deep maps', '/api/teams', `${'{"a":'.repeat(2500)}1${'}'.repeat(2500)}`),
  send('many keys', '/api/teams', JSON.stringify(keys(1500))),
  send('too long', '/api/teams', `"${'x'.repeat(10_000_000)}"`),
  send('open lists', '/api/leagues', '['.repeat(250_000)),
  send('many entrants', '/api/leagues', league({ entrants: Array<string>(60_000).fill('') })),
  send('many fields', '/api/leagues', league(keys(20_000))),
  send('many mixes', '/api/leagues', league({ mixes: Array<string[]>(20_000).fill(['a']) })),
  send('digits', '/api/leagues', league({}).replace('"blocks":1', `"blocks":${'1'.repeat(200_000)}`)),
];

/** What was busy for too long. The first pass warms the code up: it is compiled once. */
async function offenders(calls: readonly Call[]): Promise<string[]> {
  for (const { send } of calls) await send();
  const found: string[] = [];
  for (const { name, send } of calls) {
    await busiest();
    const { status } = await send();
    const seconds = await busiest();
    if (seconds > LOOP_LIMIT || status >= 500) found.push(`${name}: ${status}, busy for ${seconds} s`);
  }
  return found;
}

describe('no request holds the others up', () => {
  it.each([
    [`pages of a run of ${MATCHES} matches`, pages, 6],
    ['answers about it', api, 6],
    ['queries', queries, 6],
    ['JSON', bodies, 6],
    ['backups', [send('of all', '/api/backups', '{}')], 1],
    // Some of them take all the time that reading may.
    ['YAML', documents, 3],
  ])('%s', async (_, calls, count) => expect(await offenders(dealt(calls, count))).toEqual([]));

  it('many of all kinds at once', async () => {
    await busiest();
    const calls = dealt([...pages, ...api, ...queries, ...bodies, ...documents.slice(0, 5)], 25);
    const answers = await Promise.all(calls.flatMap(({ send }) => [send(), send()]));
    expect(await busiest()).toBeLessThan(LOOP_LIMIT);
    const refused = answers.filter(({ status }) => status >= 500).map(({ status }) => status);
    expect(refused.every((status) => status === 503)).toBe(true);
  });

  it('a run of many matches that is planned, started and cancelled', async () => {
    const definition = league({
      ...{ id: 'many', format: 'self-play', blocks: 1000, entrants: ['truthful', 'shaded'] },
      ...{ dealers: ['passive', 'smoothing'], scenarios: ['demo-community', 'random-small', 'demo-street'] },
    });
    await busiest();
    expect((await send('many', '/api/leagues', definition).send()).status).toBe(201);
    expect((await send('many', '/api/leagues/many/runs', '{"priority":"background"}').send()).status).toBe(
      202,
    );
    expect((await send('many', '/api/runs/many-1/cancel', '{}').send()).status).toBe(202);
    expect(await busiest()).toBeLessThan(LOOP_LIMIT);
    const { body } = await server.get<{ progress: { total: number } }>('/api/runs/many-1');
    expect(body.progress.total).toBe(12_000);
  });

  it.each([
    ['blocks', { blocks: 1000, entrants: 'all', dealers: 'all', matchSize: 3, scenarios: 6 }],
    [
      'comparisons',
      { blocks: 1000, entrants: 'all', matchSize: 4, marginalContribution: true, scenarios: 3 },
    ],
    ['dealers', { format: 'self-play', blocks: 1000, entrants: 'all', dealers: 'all', scenarios: 6 }],
  ])(
    'refuses a league of too many matches (%s) and says how many',
    async (name, { scenarios, ...fields }) => {
      const all = (await server.get<{ items: { id: string }[] }>('/api/scenarios')).body.items;
      const names = all.map(({ id }) => id).filter((id) => id !== AUCTION);
      await busiest();
      const answer = await server.send(
        ...([
          'POST',
          '/api/leagues',
          server.adminToken,
          league({ id: name, ...fields, scenarios: names.slice(0, scenarios) }),
        ] as const),
        { 'content-type': 'application/json' },
      );
      expect(await busiest()).toBeLessThan(LOOP_LIMIT);
      expect(answer.body).toMatchObject({
        type: 'urn:gridleague:problem:too-many-matches',
        detail: expect.stringMatching(/up to \d{6,} matches \(.*more than 100000: take fewer/) as string,
      });
    },
  );
});
