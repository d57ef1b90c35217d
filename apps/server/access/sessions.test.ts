import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from '#database/database.js';
import { SessionEntity } from '#database/entities/session.entity.js';
import { TeamEntity } from '#database/entities/team.entity.js';
import { requestLimits } from '#api/limits/request-limits.js';
import { refuseForeign } from './own-form.js';
import { Sessions } from './sessions.js';
import { hashToken } from './tokens.js';

let folder = '';
let database: Database;
let now = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gridleague-sessions-'));
  database = await Database.open(join(folder, 'data.sqlite'));
  await database.write((manager) =>
    manager.insert(TeamEntity, [
      { id: 'a', name: 'sunny', tokenHash: hashToken('team_a'), createdAt: 0 },
      { id: 'b', name: 'windy', tokenHash: hashToken('team_b'), createdAt: 0 },
    ]),
  );
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});
beforeEach(() => {
  now = 1_790_000_000_000;
});

const sessions = (): Sessions => new Sessions(database, { now: () => now });
const showing = (cookie: string, secure = false) => ({
  headers: { cookie: `other=1; ${cookie.split(';')[0]!}` },
  secure,
});
const nobody = { headers: {} };

it("begins with a team's token, and with nothing else", async () => {
  expect(await sessions().begin('team_c', nobody)).toBeNull();
  expect(await sessions().begin(hashToken('team_a'), nobody)).toBeNull();
  const cookie = (await sessions().begin('team_a', nobody))!;
  expect(cookie).toMatch(
    /^gridleague-session=session_[\w-]{43}; Max-Age=7200; Path=\/; HttpOnly; SameSite=Strict$/,
  );
  expect(await sessions().of(showing(cookie))).toMatchObject({ team: { id: 'a', name: 'sunny' } });
  expect(cookie).not.toContain('team_a');
});

it('is bound to this very host over TLS', async () => {
  const cookie = (await sessions().begin('team_a', { headers: {}, secure: true }))!;
  expect(cookie).toMatch(/^__Host-gridleague-session=.*; Secure$/);
  expect(await sessions().of(showing(cookie, true))).not.toBeNull();
  // What somebody set without TLS is not looked at.
  const plain = (await sessions().begin('team_b', nobody))!;
  expect(await sessions().of(showing(plain, true))).toBeNull();
});

it('is chosen here: a cookie that was there before is none, or ends', async () => {
  const planted = `gridleague-session=session_${'x'.repeat(43)}`;
  expect(await sessions().of(showing(planted))).toBeNull();
  const first = (await sessions().begin('team_a', showing(planted)))!;
  expect(await sessions().of(showing(planted))).toBeNull();
  const second = (await sessions().begin('team_b', showing(first)))!;
  expect(second).not.toBe(first);
  expect(await sessions().of(showing(first))).toBeNull();
});

it('ends by itself, and by its owner', async () => {
  const cookie = (await sessions().begin('team_a', nobody))!;
  const other = (await sessions().begin('team_a', nobody))!;
  const session = (await sessions().of(showing(cookie)))!;
  expect(await sessions().end(session, nobody)).toMatch(/^gridleague-session=; Max-Age=0/);
  expect(await sessions().of(showing(cookie))).toBeNull();
  expect(await sessions().of(showing(other))).not.toBeNull();
  now += requestLimits.sessionSeconds * 1000;
  expect(await sessions().of(showing(other))).toBeNull();
  now += 1;
  const last = (await sessions().begin('team_a', nobody))!;
  const kept = await database.read.find(SessionEntity);
  expect(kept.map(({ hash }) => hash)).toEqual([hashToken(/=(.*?);/.exec(last)![1]!)]);
});

it('is one of a few of its team: the oldest ends', async () => {
  // What other tests began is over.
  now += 4 * requestLimits.sessionSeconds * 1000;
  const other = (await sessions().begin('team_b', nobody))!;
  const first = (await sessions().begin('team_a', nobody))!;
  for (let more = 0; more < requestLimits.sessions; more++) {
    now += 1;
    expect(await sessions().of(showing(first))).not.toBeNull();
    await sessions().begin('team_a', nobody);
  }
  expect(await sessions().of(showing(first))).toBeNull();
  expect(await sessions().of(showing(other))).not.toBeNull();
  expect(await database.read.countBy(SessionEntity, { team: 'a' })).toBe(requestLimits.sessions);
});

it('sends forms that carry its own proof', async () => {
  const cookie = (await sessions().begin('team_a', nobody))!;
  const { proof } = (await sessions().of(showing(cookie)))!;
  const other = (await sessions().of(showing((await sessions().begin('team_b', nobody))!)))!;
  expect(await sessions().ofForm(showing(cookie), proof)).toMatchObject({ team: { id: 'a' } });
  for (const wrong of [other.proof, '', undefined, [proof], proof.toUpperCase()])
    await expect(sessions().ofForm(showing(cookie), wrong)).rejects.toMatchObject({ code: 'foreign-form' });
  await expect(sessions().ofForm(nobody, proof)).rejects.toMatchObject({ status: 401 });
});

describe('forms are taken from pages of this server', () => {
  const host = 'league.example:8443';
  it.each([
    [{ origin: 'https://league.example:8443' }],
    [{ origin: 'https://league.example:8443', 'sec-fetch-site': 'same-origin' }],
    [{ referer: 'https://league.example:8443/team' }],
  ])('%j', (headers) => expect(() => refuseForeign({ headers, host })).not.toThrow());

  it.each([
    [{}],
    [{ origin: 'null', referer: 'https://league.example:8443/team' }],
    [{ origin: 'https://evil.example' }],
    [{ origin: 'https://league.example' }],
    [{ origin: 'https://league.example:8443.evil.example' }],
    [{ origin: 'https://evil.example', referer: 'https://league.example:8443/team' }],
    [{ origin: 'https://league.example:8443', 'sec-fetch-site': 'cross-site' }],
    [{ origin: 'https://league.example:8443', 'sec-fetch-site': 'same-site' }],
    [{ referer: 'https://evil.example/?https://league.example:8443/' }],
  ])('not %j', (headers) =>
    expect(() => refuseForeign({ headers, host })).toThrow(
      'forms are taken from the pages of this server only',
    ),
  );
});
