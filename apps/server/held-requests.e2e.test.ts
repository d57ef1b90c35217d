/** @short-form 1/3; each time: requests */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { isLong } from '#market/test/short-form.js';
import type { LeagueView } from './leagues/league-view.js';
import type { Page } from './problem/paging.js';
import type { Answer } from './test/server-process.js';
import { testServer } from './test/test-server.js';

const test = testServer({ GRIDLEAGUE_WORKERS: '1', GRIDLEAGUE_STREAMS_PER_ADDRESS: '1000' });
const JSON_BODY = { 'content-type': 'application/json' };
const LEAGUE = { id: 'held', title: 'Held', format: 'self-play', scenarios: ['random-small'], blocks: 900 };
const STREAMS = isLong ? 400 : 100;
const SLOW_CONNECTIONS = isLong ? 500 : 120;

beforeAll(async () => {
  expect((await test.server.post('/api/leagues', { ...LEAGUE, entrants: ['truthful'] })).status).toBe(201);
});

const teams = async (): Promise<string[]> =>
  (await test.server.get<Page<{ name: string }>>('/api/teams')).body.items.map(({ name }) => name);

/** All that the server answers to a request written by hand. */
async function raw(lines: readonly string[]): Promise<string> {
  const socket = await opened();
  // Who says that no more will come is taken for gone.
  socket.write([...lines, 'Connection: close', '', ''].join('\r\n'));
  return text(socket);
}

async function opened(): Promise<Socket> {
  const { hostname, port } = new URL(test.server.url);
  const socket = connect(Number(port), hostname.replace('[::1]', '127.0.0.1'));
  await once(socket, 'connect');
  return socket;
}

describe('an administrator’s token', () => {
  const inQuery = ['token', 'access_token', 'authorization', 'Authorization', 'bearer', 'api_key'];

  it.each(inQuery)('counts for nothing as ?%s=', async (name) => {
    const query = new URLSearchParams({ [name]: `Bearer ${test.server.adminToken}` });
    const bare = new URLSearchParams({ [name]: test.server.adminToken });
    for (const search of [query, bare]) {
      const { status } = await test.server.send(
        'POST',
        `/api/teams?${search.toString()}`,
        undefined,
        '{"name":"x"}',
        JSON_BODY,
      );
      expect(status).toBe(401);
    }
  });

  it.each([
    ['cookie', 'token=TOKEN; authorization=Bearer TOKEN'],
    ['x-authorization', 'Bearer TOKEN'],
    ['proxy-authorization', 'Bearer TOKEN'],
    ['x-api-key', 'TOKEN'],
    ['authorization', 'Basic TOKEN'],
    ['authorization', 'TOKEN'],
    ['authorization', 'Bearer TOKEN, Bearer TOKEN'],
    ['authorization', 'Bearer "TOKEN"'],
  ])('counts for nothing in the header %s: %s', async (name, value) => {
    const header = { [name]: value.replaceAll('TOKEN', test.server.adminToken) };
    const { status } = await test.server.send('POST', '/api/teams', undefined, '{"name":"x"}', {
      ...JSON_BODY,
      ...header,
    });
    expect(status).toBe(401);
    expect(await teams()).not.toContain('x');
  });
});

it.each(['x-http-method-override', 'x-http-method', 'x-method-override'])(
  'the method is the one of the request, whatever %s says',
  async (header) => {
    const { adminToken } = test.server;
    for (const method of ['GET', 'POST'])
      await test.server.send(method, '/api/leagues/held?_method=DELETE', adminToken, undefined, {
        [header]: 'DELETE',
      });
    const { body } = await test.server.get<LeagueView>('/api/leagues/held');
    expect(body.state).toBe('active');
  },
);

describe('names of the language in JSON', () => {
  it.each([
    '{"name":"polluted","__proto__":{"kind":"admin"}}',
    '{"__proto__":{"name":"polluted"}}',
    '{"constructor":{"prototype":{"name":"polluted"}}}',
    '{"name":"polluted","constructor":{"prototype":{"name":"x"}}}',
    '{"name":{"__proto__":{"length":1},"toString":"x"}}',
    '[{"__proto__":[]}]',
  ])('reach nothing: %s', async (body) => {
    await test.server.send('POST', '/api/teams', test.server.adminToken, body, JSON_BODY);
    const { status } = await test.server.post('/api/teams', {});
    expect(status).toBe(400);
    const { status: league } = await test.server.post('/api/leagues', JSON.parse(body));
    expect(league).toBe(400);
    expect((await test.server.send('POST', '/api/teams', undefined, body, JSON_BODY)).status).toBe(401);
  });
});

const cursors = [
  'x',
  '%00',
  '..',
  'bnVsbA==',
  "' OR 1=1 --",
  'W10',
  '💥',
  'A'.repeat(400),
  'A'.repeat(401),
  '__proto__',
];
it.each(cursors)('a cursor that this server never gave leads nowhere: %#', async (cursor) => {
  const seen = (answer: Answer<Partial<Page<unknown>>>): number => answer.body.items?.length ?? 0;
  for (const list of ['/api/leagues', '/api/teams', '/api/submissions', '/api/runs/held-1/matches']) {
    const path = `${list}?cursor=${encodeURIComponent(cursor)}`;
    const answer = await test.server.get<Partial<Page<unknown>>>(path);
    expect([200, 400, 404]).toContain(answer.status);
    expect(seen(answer)).toBeLessThanOrEqual(seen(await test.server.get(list)));
  }
});

it.each([
  '/api/leagues/%0d%0aSet-Cookie:%20a=b',
  '/leagues/held%0d%0aLocation:%20http://evil.example',
  '/api/leagues/held/leaderboard?format=csv&run=%0d%0aSet-Cookie:%20a=b',
  '/api/runs/%0d%0a%0d%0a<script>/events',
])('no line break gets from a request into the head of its answer: %s', async (path) => {
  const head = (await raw([`GET ${path} HTTP/1.1`, 'Host: here'])).split('\r\n\r\n')[0]!;
  expect(head).toMatch(/^HTTP\/1\.1 4\d\d/);
  expect(head).not.toMatch(/^(set-cookie|location):/im);
});

it('takes no request apart that holds another one', async () => {
  const answer = await raw([
    'POST /api/teams HTTP/1.1',
    ...['Host: here', 'Content-Length: 0', 'Transfer-Encoding: chunked', '', '0', ''],
    ...['DELETE /api/leagues/held HTTP/1.1', 'Host: here'],
  ]);
  expect(answer).toMatch(/^HTTP\/1\.1 4/);
  expect(answer.match(/^HTTP\//gm)).toHaveLength(1);
});

it.each(['/', '/leagues/held', '/docs', '/api/openapi.json', '/nowhere', '/api/nowhere'])(
  'the host that a request names is in no answer: %s',
  async (path) => {
    const names = ['Host', 'X-Forwarded-Host', 'X-Original-URL', 'X-Rewrite-URL', 'X-Forwarded-Server'];
    const answer = await raw([`GET ${path} HTTP/1.1`, ...names.map((name) => `${name}: evil.example`)]);
    expect(answer).toMatch(/^HTTP\/1\.1 /);
    expect(answer).not.toContain('evil.example');
  },
);

describe('a league in hostile YAML is refused', () => {
  const laughs = ['a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol]'].concat(
    Array.from({ length: 12 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i}, `.repeat(8)}x]`),
  );
  const merges = ['m0: &m0 { k: v }'].concat(
    Array.from({ length: 2000 }, (_, i) => `m${i + 1}: &m${i + 1} { <<: *m${i}, k${i}: v }`),
  );
  it.each([
    ['a billion laughs', [...laughs, 'title: *a12'].join('\n')],
    ['two thousand merges', [...merges, '<<: *m2000'].join('\n')],
    ['an alias of itself', 'id: &x [*x]\ntitle: *x'],
    ['a merge of itself', '&x\nid: held-too\n<<: *x'],
    ['a merged prototype', '<<: { __proto__: { id: held-too } }\n__proto__: { id: held-too }'],
    [
      'tags of the language',
      'id: !!js/function "x => x"\ntitle: !!binary AAAA\nblocks: !<tag:yaml.org,2002:set> { 1 }',
    ],
    ['a thousand documents', '---\nid: x\n'.repeat(1000)],
    ['keys that are mappings', '? { ? [id] : x }\n: y\n'.repeat(50)],
  ])('with %s', async (_, yaml) => {
    const { status, headers } = await test.server.league(yaml);
    expect(status).toBe(400);
    expect(headers.get('content-type')).toMatch('application/problem+json');
    expect((await test.server.get('/api/health')).status).toBe(200);
  });
});

it(`serves others while ${STREAMS} follow a run and ${SLOW_CONNECTIONS} never finish their question`, async () => {
  expect((await test.server.post('/api/leagues/held/runs', {})).status).toBe(202);
  const slow = await Promise.all(Array.from({ length: SLOW_CONNECTIONS }, opened));
  const give = new AbortController();
  try {
    for (const socket of slow) {
      // The server may well hang up first.
      socket.on('error', () => undefined);
      socket.write('GET /api/health HTTP/1.1\r\nHost: here\r\nX-Slow: ');
    }
    const streams = await Promise.all(
      Array.from({ length: STREAMS }, () =>
        fetch(`${test.server.url}/api/runs/held-1/events`, { signal: give.signal }),
      ),
    );
    expect(new Set(streams.map(({ status }) => status))).toEqual(new Set([200]));
    expect((await test.server.get('/api/ready')).status).toBe(200);
    expect((await test.server.post('/api/runs/held-1/cancel', {})).status).toBe(202);
    const told = await Promise.all(streams.map((stream) => stream.text()));
    for (const one of told) expect(one).toMatch(/event: finished/);
  } finally {
    give.abort();
    for (const socket of slow) socket.destroy();
  }
  expect((await test.server.get('/api/ready')).status).toBe(200);
});
