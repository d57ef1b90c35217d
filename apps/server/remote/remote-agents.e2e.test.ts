/** @short-form 1/5 or none; each time: agent-connection.test.ts, matches/workers/remote-lines.test.ts */
import type { ApiAnswer } from '#api/schemas.js';
import { except, registered, RemoteClient, silent, type Behaviour } from '../test/remote-client.js';
import { testServer } from '../test/test-server.js';

/** Nobody here is late, on a machine however busy: those who are have hostile-agents.test.ts. */
const test = testServer({ GRIDLEAGUE_REMOTE_SECONDS: '3600' });
let [team, token] = ['', ''];

/** A team has few names for its plugins. */
async function newTeam(name: string): Promise<void> {
  [team, token] = [name, await test.server.team(name)];
}

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

it('whatever it answers, its match is played to the end with a typed outcome', async () => {
  const client = await connected('garbage', ({ call }, { socket }) => {
    if (call !== undefined) socket.send('no JSON');
  });
  const { failures } = await played('garbage');
  expect(failures[0]).toMatchObject({
    kind: 'invalid-output',
    reason: expect.stringMatching(/no JSON object/) as string,
  });
  client.socket.terminate();
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
