import { TINY } from './test/tiny-scenario.js';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { RunHead } from '#matches/bundles/run-head.js';
import type { Board } from '#results/standings/board.js';
import type { Receipt } from '#results/receipts/receipts.js';
import { receiptHolds } from '#results/test/held-receipts.js';
import type { MatchRow } from './runs/match-view.js';
import type { Page } from './problem/paging.js';
import type { SubmissionView } from './submissions/submission-view.js';
import { shadedSource } from './test/server-process.js';
import { testServer } from './test/test-server.js';

const LEAGUE = `
id: street
title: A league of two <seats>
format: mixed
scenarios: [tiny]
blocks: 1
matchSize: 2
entrants: [truthful, shaded, sunny/mine]
dealers: [passive, smoothing]
roundCap: 40
# A busy machine must not turn slowness into an outcome.
limits: { milliseconds: 30000 }
`;

const test = testServer();
let team = '';

beforeAll(async () => {
  await test.server.withoutShippedLeagues();
  team = await test.server.team('sunny');
});

describe('a new user’s way', () => {
  let submission = '';
  let matches: readonly MatchRow[] = [];

  it('uploads a plugin and watches it being accepted', async () => {
    const { status, body } = await test.server.upload(await shadedSource(), 'mine', team);
    expect([status, body.status]).toEqual([202, 'checking']);
    submission = body.id;
    const verdict = await test.server.checked(submission);
    expect(verdict).toMatchObject({ status: 'accepted', version: '1' });
    expect(verdict.checks.map(({ name }) => name)).toContain('determinism');
  });

  it('shows the source to its owner and the administrator, and to nobody else', async () => {
    const path = `/api/submissions/${submission}/source`;
    const stranger = await test.server.team('stranger');
    expect((await test.server.get(path, team)).text).toBe(await shadedSource());
    expect((await test.server.get(path, test.server.adminToken)).status).toBe(200);
    expect((await test.server.get(path)).status).toBe(401);
    expect((await test.server.get(path, stranger)).status).toBe(403);
    expect((await test.server.send('DELETE', `/api/submissions/${submission}`, stranger)).status).toBe(403);
  });

  it('says what is wrong with a plugin that cannot play', async () => {
    const { body } = await test.server.upload('export default 42;', 'broken', team);
    expect(await test.server.checked(body.id)).toMatchObject({
      status: 'rejected',
      checks: [{ name: 'file' }, { name: 'compile' }, { name: 'load', passed: false }],
    });
  });

  it('tells what a plugin said in its checks to its owner and the administrator only', async () => {
    const { body } = await test.server.upload("throw new Error('a <b>foreign</b> text')", 'loud', team);
    await test.server.checked(body.id);
    const one = `/api/submissions/${body.id}`;
    const stranger = await test.server.team('nosy');
    const messages = async (path: string, token?: string): Promise<string> => {
      const { body: found } = await test.server.get<SubmissionView & Partial<Page<SubmissionView>>>(
        path,
        token,
      );
      const { checks } = found.items?.find(({ id }) => id === body.id) ?? found;
      expect(checks.map(({ name, passed }) => [name, passed])).toContainEqual(['load', false]);
      return checks.map(({ message }) => message).join('');
    };
    for (const path of [one, '/api/submissions?limit=500']) {
      expect(await messages(path)).toBe('');
      expect(await messages(path, stranger)).toBe('');
      expect(await messages(path, team)).toContain('foreign');
      expect(await messages(path, test.server.adminToken)).toContain('foreign');
    }
    expect((await test.server.get(one)).headers.get('vary')).toMatch(/authorization/i);
  });

  it('plays a league and streams its progress', async () => {
    await test.server.scenario({ 'tiny.json': JSON.stringify(TINY) });
    const created = await test.server.league(LEAGUE);
    expect(created).toMatchObject({ status: 201, body: { id: 'street', state: 'active' } });
    const started = await test.server.post<{ id: string }>('/api/leagues/street/runs', {});
    expect(started).toMatchObject({ status: 202, body: { id: 'street-1' } });
    const types = await test.server.follow('street-1');
    expect(types.filter((type) => type === 'match').length).toBeGreaterThan(0);
    expect(types.at(-1)).toBe('finished');
    const run = await test.server.get('/api/runs/street-1');
    // 3 pairs of teams, seats in turn, 2 dealers
    expect(run.body).toMatchObject({ state: 'finished', progress: { done: 6, total: 6 } });
  });

  it('reads the board as JSON and as CSV', async () => {
    const { body, headers } = await test.server.get<Board>('/api/leagues/street/leaderboard?kind=agent');
    expect(body.rows.map(({ name }) => name).sort()).toEqual(['shaded', 'sunny/mine', 'truthful']);
    const csv = await test.server.get('/api/leagues/street/leaderboard?kind=dealer&format=csv&run=street-1');
    expect(csv.headers.get('content-type')).toMatch(/text\/csv/);
    expect(csv.text.split('\r\n')[0]).toMatch(/^position,id,name,version/);
    const again = await test.server.get('/api/leagues/street/leaderboard?kind=agent', undefined, {
      'if-none-match': headers.get('etag')!,
      'cache-control': 'max-age=0',
    });
    expect(again.status).toBe(304);
    const effects = await test.server.get('/api/leagues/street/dealers');
    expect(effects.body).toMatchObject({ reference: 'reference-dealer-passive' });
  });

  it("ranks by a reader's own weights, as JSON and as CSV", async () => {
    const path = '/api/leagues/street/leaderboard?weights=';
    const { body } = await test.server.get<Board>(`${path}cost:2,welfare:0.5`);
    expect(body.weights).toEqual({ welfare: 0.5, cost: 2, convergence: 0 });
    for (const { composite, standings } of body.rows)
      expect(composite.normalised).toBeCloseTo(
        (standings.cost.normalised! * 2 + standings.welfare.normalised! * 0.5) / 2.5,
        9,
      );
    const csv = await test.server.get(`${path}convergence:1&format=csv&kind=dealer`);
    const [columns, first] = csv.text.split('\r\n').map((line) => line.split(','));
    const cell = (name: string): string => first![columns!.indexOf(name)]!;
    expect(Number(cell('composite'))).toBeCloseTo(Number(cell('convergence_normalised')), 12);
  });

  it.each(['', 'welfare', 'welfare:-1', 'luck:1', 'cost:1,cost:2', 'cost:0', 'cost:1e9', 'cost:1,'])(
    'refuses the weights "%s"',
    async (weights) => {
      const { status, body } = await test.server.get(`/api/leagues/street/leaderboard?weights=${weights}`);
      expect(body).toMatchObject({ status: 400, field: 'weights' });
      expect(status).toBe(400);
    },
  );

  it('pages through the matches', async () => {
    const first = (await test.server.get<Page<MatchRow>>('/api/runs/street-1/matches?limit=5')).body;
    const second = (
      await test.server.get<Page<MatchRow>>(`/api/runs/street-1/matches?limit=500&cursor=${first.next}`)
    ).body;
    matches = [...first.items, ...second.items];
    expect([first.items.length, second.next]).toEqual([5, null]);
    expect(new Set(matches.map(({ id }) => id)).size).toBe(6);
  });

  it('reads rounds, and finds the same result in a replay', async () => {
    const { id, rounds, resultHash } = matches[0]!;
    const csv = await test.server.get(`/api/matches/${id}/rounds?format=csv`);
    expect(csv.text.trimEnd().split('\r\n')).toHaveLength(1 + rounds!);
    const report = await test.server.get<{ report: { conservation: object } }>(`/api/matches/${id}`);
    expect(report.body.report.conservation).toEqual({ resources: ['0', '0'], cash: '0' });
    const replay = await test.server.send('POST', `/api/matches/${id}/verify`, test.server.adminToken);
    expect(replay.body).toEqual({
      ...{ identical: true, difference: null, resultHash },
      ...{ timingDependent: false, excused: false },
    });
  });

  it('gives a bundle of the run, with the source of a team for that team only', async () => {
    const mine = async (token?: string): Promise<string | null> => {
      const headers = { ...(token && { authorization: `Bearer ${token}` }) };
      const bundle = await fetch(`${test.server.url}/api/runs/street-1/bundle`, { headers });
      const [head] = gunzipSync(await bundle.arrayBuffer())
        .toString('utf8')
        .split('\n', 1);
      const { plugins } = JSON.parse(head!) as RunHead;
      return plugins.find(({ id }) => id === submission)!.source;
    };
    expect(await mine()).toBeNull();
    expect(await mine(await test.server.team('curious'))).toBeNull();
    expect(await mine(team)).toBe(await shadedSource());
  });

  it('holds a receipt that leads to the anchored root', async () => {
    const { id } = matches[3]!;
    const { body } = await test.server.get<{
      receipt: Receipt;
      anchor: { matches: string; transaction: string };
    }>(`/api/matches/${id}/receipt`);
    expect(body.anchor.transaction).toMatch(/^0x[0-9a-f]{64}$/);
    expect(receiptHolds(body.receipt, body.anchor.matches)).toBe(true);
  });

  it('shows the board on the start page, with everything escaped', async () => {
    const { text } = await test.server.get('/');
    expect(text).toContain('sunny/mine');
    expect(text).toContain('A league of two &#60;seats&#62;');
  });

  it('withdraws a plugin: what was played stays', async () => {
    expect((await test.server.send('DELETE', `/api/submissions/${submission}`, team)).status).toBe(204);
    expect((await test.server.post('/api/leagues/street/runs', {})).body).toMatchObject({
      type: 'urn:gridleague:problem:unknown-plugin',
      status: 422,
    });
    expect((await test.server.get('/api/leagues/street/leaderboard')).status).toBe(200);
  });
});

describe('the server', () => {
  it('keeps its admin token from others on the machine', async () => {
    expect((await stat(join(test.folder, 'data', 'admin-token'))).mode & 0o777).toBe(0o600);
  });

  it('is live, ready and measured, and sends security headers', async () => {
    expect((await test.server.get('/api/health')).body).toEqual({ status: 'up' });
    const ready = await test.server.get('/api/ready');
    expect(ready.headers.get('x-content-type-options')).toBe('nosniff');
    expect(ready.headers.get('x-powered-by')).toBeNull();
    expect((await test.server.get('/api/metrics')).text).toMatch(/^gridleague_queue_depth 0$/m);
  });

  it('lets only the administrator administrate', async () => {
    for (const [method, path] of [
      ['POST', '/api/teams'],
      ['POST', '/api/leagues'],
      ['PATCH', '/api/leagues/demo'],
      ['PUT', '/api/leagues/demo'],
      ['DELETE', '/api/leagues/demo'],
      ['POST', '/api/leagues/demo/runs'],
      ['POST', '/api/runs/street-1/cancel'],
    ] as const) {
      expect((await test.server.send(method, path)).status).toBe(401);
      expect((await test.server.send(method, path, 'team_wrong')).status).toBe(401);
      expect((await test.server.send(method, path, team)).status).toBe(403);
    }
  });

  it.each([
    [
      'no such field',
      'id: x\ntitle: X\nformat: mixed\nscenarios: [random-small]\nblocks: 1\nblocs: 2',
      'blocs',
    ],
    ['no such scenario', 'id: x\ntitle: X\nformat: mixed\nscenarios: [nowhere]\nblocks: 1', 'scenarios[0]'],
    ['a path', 'id: x\ntitle: X\nformat: mixed\nscenarios: [../../secret.yaml]\nblocks: 1', 'scenarios[0]'],
    [
      'a bad schedule',
      'id: x\ntitle: X\nformat: mixed\nscenarios: [random-small]\nblocks: 1\nschedule: now',
      'schedule',
    ],
  ])('refuses a league with %s and names the field', async (_, yaml, field) => {
    const { status, body, headers } = await test.server.league(yaml);
    expect({ status, field: (body as { field: string }).field }).toEqual({ status: 400, field });
    expect(headers.get('content-type')).toMatch('application/problem+json');
    expect((await test.server.get('/api/leagues/x')).status).toBe(404);
  });
});
