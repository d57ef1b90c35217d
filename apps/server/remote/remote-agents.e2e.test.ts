/** @short-form 1/2; each time: matches/workers/remote-lines.test.ts */
import { patience } from '#market/test/patience.js';
import { dealt } from '#market/test/short-form.js';
import type { ApiAnswer } from '../openapi/schemas.js';
import {
  except,
  registered,
  RemoteClient,
  silent,
  type Behaviour,
  type Told,
} from '../test/remote-client.js';
import { testServer } from '../test/test-server.js';

/** So long a match waits for an agent that is gone, in each case in which one is; who answers needs a thirtieth. */
const seconds = Math.ceil(2 * patience);
const test = testServer({ GRIDLEAGUE_REMOTE_SECONDS: String(seconds) });
let [team, token] = ['', ''];

/** A team has few names for its plugins. */
async function newTeam(name: string): Promise<void> {
  [team, token] = [name, await test.server.team(name)];
}

/** Whoever has failed once is not waited for again. */
const league = (id: string, agent: string, more = ''): string => `
id: ${id}
title: With remote agents
format: mixed
scenarios: [blems-example]
blocks: 1
matchSize: 2
entrants: [truthful, ${agent}]
roundCap: 6
errorBudget: 1
limits: { milliseconds: 30000 }
${more}`;

beforeAll(async () => {
  await test.server.withoutShippedLeagues();
  await newTeam('far');
});

interface Failure {
  readonly kind: string;
  readonly reason: string;
}

let leagues = 0;

/** Plays a match against `truthful`; what the agent's seats failed with, and the match. */
async function played(
  name: string,
  remote = 'true',
): Promise<{ match: ApiAnswer<'Match'>; failures: Failure[]; id: string }> {
  const id = `l${++leagues}`;
  const made = await test.server.league(league(id, `${team}/${name}`, `remote: ${remote}`));
  expect(made.status).toBe(201);
  await test.server.post(`/api/leagues/${id}/runs`, {});
  await test.server.follow(`${id}-1`);
  const { body } = await test.server.get<ApiAnswer<'Match'>>(`/api/matches/${id}-1-000001`, token);
  const report = body.report!;
  const own = report.seats.flatMap(({ plugin }, seat) => (plugin === `${team}/${name}` ? [seat] : []));
  const others = report.perSeat.filter(({ role }, seat) => role === 'agent' && !own.includes(seat));
  // Whatever it does is its own affair.
  expect(others.flatMap(({ failures }) => failures)).toEqual([]);
  expect(report.conservation.cash).toBe('0');
  return { match: body, id, failures: own.flatMap((seat) => report.perSeat[seat]!.failures) };
}

async function connected(name: string, behaviour: Behaviour): Promise<RemoteClient> {
  await registered(test.server, name, token);
  return RemoteClient.connect(test.server, name, token, behaviour);
}

it('a remote agent plays, is marked everywhere, and nothing claims that its matches replay', async () => {
  const { server } = test;
  const client = await connected('calm', silent);
  const { match, failures, id } = await played('calm');
  expect(failures).toEqual([]);
  expect(match.report!.execution).toBe('not-sandboxed');
  expect(client.heard.filter(({ call }) => call === 'bid').length).toBeGreaterThan(0);
  expect(client.heard.at(-1)).toMatchObject({ over: true });
  client.socket.close();

  const { body: board } = await server.get<ApiAnswer<'Board'>>(`/api/leagues/${id}/leaderboard`);
  expect(board.unranked).toBe(true);
  expect(board.rows.map(({ outside, composite }) => [outside, composite.rank])).toEqual(
    expect.arrayContaining([
      ['remote', null],
      [undefined, null],
    ]),
  );
  const replay = await server.post(`/api/matches/${match.id}/verify`, {});
  const receipt = await server.get(`/api/matches/${match.id}/receipt`);
  for (const answer of [replay, receipt])
    expect([answer.status, answer.body]).toMatchObject([
      409,
      { type: expect.stringContaining('not-replayable') as string },
    ]);
  for (const page of [`/matches/${match.id}`, `/leagues/${id}`])
    expect((await server.get(page)).text).toContain('emote agent');
});

it('is refused where a league does not say that it takes such', async () => {
  await registered(test.server, 'calm', token);
  const { status, text } = await test.server.league(league('plain', 'far/calm'));
  expect([status, text]).toEqual([422, expect.stringContaining('remote: true')]);
  // Those for whom `all` stands are plugins.
  await test.server.league(league('open', 'all').replace('[truthful, all]', '[truthful, shaded, all]'));
  await test.server.post('/api/leagues/open/runs', {});
  const { body } = await test.server.get<ApiAnswer<'Run'>>('/api/runs/open-1');
  expect(body.submissions.filter(({ outside }) => outside !== undefined)).toEqual([]);
  await test.server.send('DELETE', '/api/runs/open-1', test.server.adminToken);
});

describe('whatever it does, its match is played to the end with a typed outcome:', () => {
  const deep = `{"match":"x","n":1,"orders":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
  const raw =
    (text: string | Buffer): Behaviour =>
    (told, { socket }) => {
      if (told.call !== undefined) socket.send(text);
    };
  const atBid = (act: (told: Told, client: RemoteClient) => void): Behaviour =>
    except((told, client) => {
      if (told.call !== 'bid') return false;
      act(told, client);
      return true;
    });

  const cases: [string, string, Behaviour, RegExp][] = [
    ['garbage', 'invalid-output', raw('no JSON'), /no JSON object/],
    ['a list', 'invalid-output', raw('[1]'), /no JSON object/],
    ['no match', 'invalid-output', raw('{}'), /without `match`/],
    [
      'orders that are none',
      'invalid-output',
      atBid((told, one) => one.say(told, { orders: [{}] })),
      /order 0/,
    ],
    [
      'deep JSON',
      'invalid-output',
      atBid(({ match, n }, { socket }) =>
        socket.send(deep.replace('"x","n":1', `${JSON.stringify(match)},"n":${n}`)),
      ),
      /order/,
    ],
    ['an error', 'threw', atBid((told, one) => one.say(told, { threw: 'not today' })), /not today/],
    [
      'a message of 100 MB',
      'invalid-output',
      atBid((_, one) => one.announce(100 * 1024 * 1024)),
      /more than 1048576 bytes/,
    ],
    [
      'a message of a byte too many',
      'invalid-output',
      atBid((_, one) => one.announce(1024 * 1024 + 1)),
      /more than 1048576 bytes/,
    ],
    ['binary data', 'invalid-output', raw(Buffer.from([1, 2, 3])), /binary/],
    [
      'a flood',
      'disconnected',
      (told, one) => {
        for (let i = 0; i < 50; i++) one.say(told, { n: -1 });
      },
      /more than it was asked for/,
    ],
    [
      'pings',
      'disconnected',
      (told, { socket }) => {
        if (told.call) for (let i = 0; i < 200; i++) socket.ping();
      },
      /pings/,
    ],
    ['nothing to a call', 'timed-out', () => undefined, new RegExp(`longer than ${seconds}000 ms`)],
    [
      'tools without end',
      'timed-out',
      (told, one) => {
        if (told.call === 'bid' || told.call === undefined) one.say(told, { tool: 'value', bundle: [] });
        else silent(told, one);
      },
      /asked for tools|longer than/,
    ],
    [
      'that it knows nothing',
      'disconnected',
      (told, one) => one.say(told, { unknown: true }),
      /knows nothing/,
    ],
  ];
  it.each(dealt(cases, 3))('%s: %s', async (what, kind, behaviour, reason) => {
    const name = what.toLowerCase().replace(/[^a-z0-9]+/g, '-');
    const client = await connected(name, behaviour);
    const { failures } = await played(name);
    expect(failures[0]).toMatchObject({ kind, reason: expect.stringMatching(reason) as string });
    client.socket.terminate();
    // Nobody else waits for it.
    expect((await test.server.get('/api/health')).status).toBe(200);
  });

  it.each(dealt(['create', 'bid', 'settled'] as const, 1))(
    'a disconnect in %s: disconnected',
    async (phase) => {
      const client = await connected(
        `leaves-in-${phase}`,
        except(({ call }, { socket }) => {
          if (call !== phase) return false;
          socket.terminate();
          return true;
        }),
      );
      const { failures } = await played(`leaves-in-${phase}`);
      // What does not trade is never told of trades.
      if (phase !== 'settled') expect(failures[0]).toMatchObject({ kind: 'disconnected' });
      client.socket.terminate();
      await client.closed.catch(() => undefined);
    },
  );

  it('a question beyond all numbers: it is refused', async () => {
    const client = await connected('beyond', (told, one) => {
      if (told.call === 'bid') one.say(told, { tool: 'bestBundles', prices: [1e308, 1e308] });
      else if (told.refused !== undefined) one.say(told, { orders: [] });
      else silent(told, one);
    });
    expect((await played('beyond')).failures).toEqual([]);
    expect(client.heard.map(({ refused }) => refused)).toContain('the numbers are out of range');
    client.socket.close();
  });

  it('one that is never there: disconnected', async () => {
    await registered(test.server, 'absent', token);
    const { failures } = await played('absent');
    expect(failures[0]).toMatchObject({
      kind: 'disconnected',
      reason: expect.stringMatching(/has not connected/) as string,
    });
  });
});

describe('connections', () => {
  beforeAll(() => newTeam('further'));

  it('one that comes back within a call is asked again, and plays on', async () => {
    await registered(test.server, 'returns', token);
    let left = false;
    const back = Promise.withResolvers<RemoteClient>();
    const first = await RemoteClient.connect(
      test.server,
      'returns',
      token,
      except(({ call }, { socket }) => {
        if (call !== 'bid' || left) return false;
        left = true;
        socket.terminate();
        void RemoteClient.connect(test.server, 'returns', token, silent).then(back.resolve);
        return true;
      }),
    );
    const { failures } = await played('returns');
    expect(failures).toEqual([]);
    const asked = first.heard.at(-1)!;
    expect((await back.promise).heard[0]).toEqual(asked);
    (await back.promise).socket.close();
  });

  it('of two connections of one agent the newer plays', async () => {
    const older = await connected('twice', silent);
    const newer = await connected('twice', silent);
    expect(await older.closed).toBe(4000);
    expect((await played('twice')).failures).toEqual([]);
    expect(newer.heard.length).toBeGreaterThan(0);
    expect(older.heard).toEqual([]);
    newer.socket.close();
  });

  it('nobody connects without the token of the team, or from a page', async () => {
    await registered(test.server, 'shut', token);
    const other = await test.server.team('near');
    const tried = (name: string, by: string, headers = {}): Promise<unknown> =>
      RemoteClient.connect(test.server, name, by, silent, headers).then(
        () => 'connected',
        (error: Error) => error.message,
      );
    expect(await tried('shut', 'team_wrong')).toBe('401');
    expect(await tried('shut', '', { cookie: `gridleague-session=${token}` })).toBe('401');
    expect(await tried('shut', other)).toBe('404');
    expect(await tried('shut', test.server.adminToken)).toBe('403');
    expect(await tried('shut', token, { origin: test.server.url })).toBe('403');
    expect(await tried('shut', token, { origin: 'https://evil.example' })).toBe('403');
    expect(await tried('nobody', token)).toBe('404');
    const uploaded = await test.server.upload('export default 1;', 'a-file', token);
    expect(uploaded.status).toBe(202);
    expect(await tried('a-file', token)).toBe('404');
  });
});
