/** @short-form 1/6 or none; each time: database/stored/kept-consoles.test.ts, matches/play/line-ups/match-consoles.test.ts */
import { createHash } from 'node:crypto';
import { gridleague } from '../cli/test/gridleague.js';
import type { ApiAnswer } from '#api/schemas.js';
import { TINY } from './test/tiny-scenario.js';
import { testServer } from './test/test-server.js';

const SECRET = 'a secret of more than sixteen characters';
const league = (id: string, blocks: number, more = ''): string => `
id: ${id}
title: A league with a talkative plugin
format: self-play
scenarios: [tiny]
blocks: ${blocks}
entrants: [talkers/talker]
roundCap: 5
limits: { milliseconds: 30000 }
${more}
`;

/** Talks where the league plays, in words that do something where they are not shown as text. */
const TALKER = `import { defineAgent } from '@gridleague/sdk';
export default defineAgent({
  name: 'talker',
  create: (briefing) => ({
    bid: (view) => {
      if (briefing.roundCap !== 5) return [];
      console.log('<script>alert(1)</script>', '\\u001b[2J\\u202e', view.round);
      if (view.round === 1 && briefing.seat === 0) for (let i = 0; i < 300; i++) console.log('y'.repeat(600));
      return [];
    },
  }),
});`;

type Console = ApiAnswer<'SubmissionConsole'>;

const test = testServer();
let talkers = '';
let id = '';
const consoleOf = async (token?: string, query = ''): Promise<Console> =>
  (await test.server.get<Console>(`/api/submissions/${id}/console${query}`, token)).body;

beforeAll(async () => {
  const { server } = test;
  await server.withoutShippedLeagues();
  talkers = await server.team('talkers');
  await server.scenario({ 'tiny.json': JSON.stringify(TINY) });
  id = (await server.upload(TALKER, 'talker', talkers)).body.id;
  expect(await server.checked(id)).toMatchObject({ status: 'accepted' });
  expect((await server.league(league('open', 2))).status).toBe(201);
  await server.post('/api/leagues/open/runs', {});
  await server.follow('open-1');
});

it('what a plugin wrote is kept for its owner and the administrator, as text and of bounded size', async () => {
  for (const token of [talkers, test.server.adminToken]) {
    const { submission, looked, matches } = await consoleOf(token);
    expect({ submission, looked, matches: matches.map(({ match }) => match) }).toEqual({
      ...{ submission: id, looked: 2, matches: ['open-1-000001', 'open-1-000002'] },
    });
    for (const { lines, unsaid, withheld } of matches) {
      expect(withheld).toBeNull();
      expect(lines[0]).toEqual({ seat: 0, text: '<script>alert(1)</script> ?[2J? 1' });
      expect(JSON.stringify(lines).length).toBeLessThan(20_000);
      expect(unsaid).toBeGreaterThan(200);
    }
  }
  expect((await consoleOf(talkers, '?matches=1')).matches.map(({ match }) => match)).toEqual([
    'open-1-000002',
  ]);
  expect((await consoleOf(talkers, '?run=elsewhere-1')).looked).toBe(0);
  const type = 'urn:gridleague:problem:bad-input';
  expect(await test.server.get(`/api/submissions/${id}/console?matches=0`, talkers)).toMatchObject({
    ...{ status: 400, body: { type } },
  });
});

it('it is nobody else’s, and in no report and no bundle', async () => {
  const { server } = test;
  const path = `/api/submissions/${id}/console`;
  expect((await server.get(path)).status).toBe(401);
  expect((await server.get(path, await server.team('curious'))).status).toBe(403);
  expect((await server.get('/api/submissions/none/console', talkers)).status).toBe(404);
  for (const one of ['/api/matches/open-1-000001', '/matches/open-1-000001', '/runs/open-1'])
    expect((await server.get(one, talkers)).text).not.toContain('alert(1)');
});

it('the command shows it as text', async () => {
  const { stdout, code } = await gridleague('log', 'talker', '--url', test.server.url, '--token', talkers);
  expect([code, stdout]).toEqual([
    0,
    expect.stringMatching(
      /^No failures in 2 matches\.\n\nconsole in open-1-000001:\n {2}seat 0: <script>.* 1\n/,
    ),
  ]);
  expect(stdout).toMatch(/\n {2}and \d+ more lines, which were not kept\n/);
  expect(await gridleague('log', id, '--url', test.server.url)).toMatchObject({ code: 2 });
  const others = await test.server.team('others');
  expect(await gridleague('log', 'talker', '--url', test.server.url, '--token', others)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("'talker': no plugin of this name is yours") as string,
  });
});

it('under a sealed seed it is withheld while the run is on, whether it wrote anything or not', async () => {
  const { server } = test;
  const sealed = createHash('sha256').update(SECRET).digest('hex');
  expect((await server.league(league('sealed', 900, `seed: { sealed: ${sealed} }`))).status).toBe(201);
  await server.send('PATCH', '/api/leagues/sealed', server.adminToken, JSON.stringify({ seed: SECRET }), {
    'content-type': 'application/json',
  });
  await server.post('/api/leagues/sealed/runs', {});
  const seen = Promise.withResolvers<void>();
  const over = server.follow('sealed-1', (type) => type === 'match' && seen.resolve());
  await seen.promise;
  const ofRun = (token: string): Promise<Console> => consoleOf(token, '?run=sealed-1&matches=1');
  expect((await ofRun(talkers)).matches).toMatchObject([{ withheld: 'run-on', lines: [], unsaid: 0 }]);
  expect((await ofRun(server.adminToken)).matches[0]!.lines).not.toEqual([]);
  await server.post('/api/runs/sealed-1/cancel', {});
  await over;
  const [match] = (await ofRun(talkers)).matches;
  expect(match!.withheld).toBeNull();
  expect(match!.lines).not.toEqual([]);
});
