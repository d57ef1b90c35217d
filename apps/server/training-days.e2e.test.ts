/** @short-form 1/6 or none; each time: leagues/scenario-files/package, leagues/scenario-files/days */
import { stat, writeFile } from 'node:fs/promises';
import { dayOfSeed } from '#leagues/scenario-files/days/seed-on-day.js';
import { openPackage, packageFrom, sha256Of } from '#leagues/scenario-files/package/scenario-package.js';
import { loadAt, measuredFiles } from '#leagues/scenario-files/test/measured-days.js';
import { sampled } from '#market/test/short-form.js';
import { gridleague, temporaryFolder } from '../cli/test/gridleague.js';
import type { ApiAnswer } from '#api/schemas.js';
import { ServerProcess } from './test/server-process.js';

const folder = temporaryFolder();
const held = Array.from({ length: 6 }, (_, i) => `2025-06-${25 + i}`);
const days = { from: ['2025-06-01/2025-06-30'], strata: 'weekday', hold: ['2025-06-25/2025-06-30'] };

/** Nothing of it is held. */
const PLAIN = 'kind: random\nid: plain\nagents: 3\nresources: 2\n';

const league = (id: string, blocks: number, more = ''): string => `
id: ${id}
title: A league on days of June
format: self-play
scenarios: [june]
blocks: ${blocks}
entrants: [truthful]
roundCap: 5
limits: { milliseconds: 30000 }
${more}`;

let server: ServerProcess;
let sha256 = '';
beforeAll(async () => {
  server = await ServerProcess.start(folder.path('data'));
  await server.withoutShippedLeagues();
  const answer = await server.scenario(measuredFiles(days));
  if (answer.status !== 201) throw new Error(answer.text);
  sha256 = answer.body.sha256;
});
afterAll(() => server.stop());

const details = async (): Promise<ApiAnswer<'ScenarioDetails'>> =>
  (await server.get<ApiAnswer<'ScenarioDetails'>>('/api/scenarios/june')).body;

async function verified(
  token?: string,
  ...options: string[]
): Promise<{ code: number | null; stdout: string }> {
  const headers = token ? { authorization: `Bearer ${token}` } : undefined;
  const bundle = await fetch(`${server.url}/api/runs/june-days-1/bundle`, { ...(headers && { headers }) });
  const file = folder.path(`${token ? 'whole' : 'public'}.jsonl.gz`);
  await writeFile(file, Buffer.from(await bundle.arrayBuffer()));
  return gridleague('verify', file, ...options);
}

it('a scenario tells what participants train on, and nothing of the days that are held', async () => {
  const seen = await details();
  expect(seen.days).toMatchObject({ strata: 'weekday', held: 6 });
  expect(seen.days!.training).toEqual(
    Array.from({ length: 24 }, (_, i) => `2025-06-${String(i + 1).padStart(2, '0')}`),
  );
  const { example } = seen;
  const day = Number(example.start!.slice(8, 10));
  expect(day).toBeLessThan(25);
  // the flat as it was measured, and the roof with half of that
  const expected = Array.from({ length: 24 }, (_, h) => 1.5 * loadAt((day - 1) * 24 + h));
  expect(example.load!.map((kWh) => kWh.toFixed(5))).toEqual(expected.map((kWh) => kWh.toFixed(5)));
  expect(example.homes!.map(({ id }) => id)).toEqual(['flat', 'roof']);
  expect([example.retail![0], example.feedIn![0], example.fees[0]]).toEqual([0.3, 0.08, 0]);
  const { optimum, noTrade, gridOnly } = example.costs;
  expect(optimum).toBeLessThan(gridOnly!);
  expect(noTrade).toBe(gridOnly);

  const page = await server.get('/scenarios/june');
  expect(page.text).toMatch(/24 days, 2025-06-01 to 2025-06-24; 6 more days are held/);
  expect(page.text.match(/<svg [^>]*role="img"/g)).toHaveLength(2);
  expect(page.text).toContain(optimum.toFixed(3));
  expect((await server.get('/scenarios/nothing')).status).toBe(404);
});

it('the package for everybody has the training days alone; the whole one is the administrator’s', async () => {
  const { text } = await server.get((await details()).package!);
  const training = await openPackage(packageFrom(text, 'june'));
  expect(training.days!.scored).toEqual((await details()).days!.training);
  expect(text).not.toContain(String(loadAt(29 * 24 + 23)));

  const address = `/api/packages/${sha256}`;
  expect(await server.get(address)).toMatchObject({
    status: 403,
    body: {
      type: 'urn:gridleague:problem:withheld',
      detail: expect.stringMatching(/days that are held/) as unknown,
    },
  });
  expect((await server.get(address, await server.team('curious'))).status).toBe(403);
  const admins = await server.get(address, server.adminToken);
  expect([admins.status, sha256Of(admins.text)]).toEqual([200, sha256]);
  expect(admins.headers.get('cache-control')).toBe('private, no-store');
});

it('what everybody may have is made once, however many ask at once, and stays when others are uploaded', async () => {
  const made = folder.path(`data/exports/training-${sha256}.package.json`);
  const address = '/api/scenarios/june/package';
  const { text } = await server.get(address);
  const { mtimeMs } = await stat(made);
  expect((await server.scenario({ 'plain.yaml': PLAIN })).status).toBe(201);
  const asked = [address, '/api/scenarios/june'].flatMap((one) => Array.from({ length: 40 }, () => one));
  const answers = await Promise.all(asked.map((one) => server.get(one)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(new Set(answers.map((one) => one.text)).size).toBe(2);
  expect(answers[0]!.text).toBe(text);
  expect((await stat(made)).mtimeMs).toBe(mtimeMs);
});

it('a league is refused more blocks than days, and its plan says what is drawn', async () => {
  const refused = await server.league(league('many', 7));
  expect(refused).toMatchObject({ status: 422, body: { type: 'urn:gridleague:problem:too-few-days' } });
  expect(refused.text).toMatch(/scenario june has 6 days held for runs, fewer than 7 blocks/);
  expect((await server.league(league('june-days', 6))).status).toBe(201);
  const { body } = await server.post<ApiAnswer<'Foresight'>>('/api/leagues/june-days/plan', {});
  expect(body.draws).toEqual([{ scenario: 'june', fields: ['draw.days'], days: { count: 6, held: true } }]);
});

sampled(0.3)(
  'a run plays every block on another of the held days, and is verified by whoever has them',
  async () => {
    await server.post('/api/leagues/june-days/runs', {});
    await server.follow('june-days-1');
    const { body } = await server.get<{ items: { id: string }[] }>('/api/runs/june-days-1/matches');
    const seeds = await Promise.all(
      body.items.map(
        async ({ id }) => (await server.get<ApiAnswer<'Match'>>(`/api/matches/${id}`)).body.report!.seed!,
      ),
    );
    expect(seeds.map((seed) => dayOfSeed(seed)!.day).sort()).toEqual(held);

    const everybodys = await verified();
    expect(everybodys.stdout).toMatch(
      /the scenario june with SHA-256 [0-9a-f]{64} is not in the bundle, nor here/,
    );
    expect(everybodys.code).not.toBe(0);
    const whole = folder.path('whole.json');
    await writeFile(whole, (await server.get(`/api/packages/${sha256}`, server.adminToken)).text);
    const handedOut = await verified(undefined, '--scenario', whole);
    expect(handedOut.stdout).toMatch(/^6 of 6 matches replayed identically/);
    const admins = await verified(server.adminToken);
    expect(admins.stdout).toMatch(/^6 of 6 matches replayed identically/);
    expect(admins.code).toBe(0);
  },
);

/** Tells its owner what it sees, once it plays in a league: by the words it fails with. */
const SPY = `import { defineAgent } from '@gridleague/sdk';
export default defineAgent({
  name: 'spy',
  create: (briefing) => ({
    bid: () => {
      if (briefing.roundCap !== 5) return [];
      console.log(JSON.stringify(Array.from(briefing.problem.own.upper)));
      throw new Error(JSON.stringify(Array.from(briefing.problem.own.upper)));
    },
  }),
});`;

sampled(0.5)(
  'a plugin carries no held day out: its owner is told where it failed, and in none of its words',
  async () => {
    const spies = await server.team('spies');
    const { body } = await server.upload(SPY, 'spy', spies);
    expect(await server.checked(body.id)).toMatchObject({ status: 'accepted' });
    const watching = league('watching', 1).replace('[truthful]', '[spies/spy]');
    expect(await server.league(watching)).toMatchObject({ status: 201 });
    await server.post('/api/leagues/watching/runs', {});
    expect((await server.follow('watching-1')).at(-1)).toBe('finished');
    const told = async (token: string): Promise<string[]> => {
      const { groups } = (
        await server.get<ApiAnswer<'SubmissionFailures'>>(`/api/submissions/${body.id}/failures`, token)
      ).body;
      return groups.filter(({ kind }) => kind === 'threw').map(({ reason }) => reason);
    };
    const written = async (token: string): Promise<object> =>
      (await server.get<ApiAnswer<'SubmissionConsole'>>(`/api/submissions/${body.id}/console`, token)).body
        .matches[0]!;
    expect(await written(spies)).toMatchObject({ withheld: 'scenario', lines: [], unsaid: 0 });
    expect(JSON.stringify(await written(server.adminToken))).toMatch(/\[.*\d/);
    expect(await told(spies)).toEqual(['withheld in this scenario (source:8)']);
    expect((await told(server.adminToken))[0]).toMatch(/\[.*\d/);
    const { items } = (await server.get<{ items: { id: string }[] }>('/api/runs/watching-1/matches')).body;
    const { text } = await server.get(`/api/matches/${items[0]!.id}`, spies);
    expect(text).toContain('withheld in this scenario (source:8)');
    expect(text).not.toContain('threw: Error');
  },
);

it.each<[string, object, RegExp]>([
  [
    'opens days that are held',
    { ...days, hold: ['2025-06-25/2025-06-28'] },
    /june would publish 2025-06-29, 2025-06-30, which an earlier version holds: list these in draw\.days\.hold/,
  ],
  [
    'holds a day that is known',
    { ...days, hold: ['2025-06-24/2025-06-30'] },
    /june would hold 2025-06-24, which an earlier version shows: list others in draw\.days\.hold/,
  ],
  ['no longer holds any', { from: days.from }, /would publish 2025-06-25, .*2025-06-30, which/],
])('a version that %s is refused, and nothing of it stored', async (_, next, words) => {
  const { status, body, text } = await server.scenario(measuredFiles(next));
  const type = 'urn:gridleague:problem:known-days';
  expect({ status, body }).toMatchObject({ status: 422, body: { type, field: 'draw.days.hold' } });
  expect(text).toMatch(words);
  expect((await server.get<{ sha256: string }>('/api/scenarios/june')).body.sha256).toBe(sha256);
});

it('a version that neither opens a held day nor holds a known one is the next', async () => {
  const answer = await server.scenario(measuredFiles({ ...days, strata: 'season' }));
  expect(answer.status).toBe(201);
  expect(answer.body.sha256).not.toBe(sha256);
  expect(await details()).toMatchObject({ days: { strata: 'season', held: 6 } });
});

it('a league may seal its scenarios, until it is removed', async () => {
  expect((await server.league(league('sealing', 2, 'sealScenarios: true'))).status).toBe(201);
  expect((await details()).package).toBeNull();
  expect((await server.get('/api/scenarios/june/package')).status).toBe(403);
  expect((await server.get('/api/scenarios/june/package', server.adminToken)).status).toBe(200);
  expect((await server.get('/scenarios/june')).text).toContain('A league seals its package.');
  await server.send('DELETE', '/api/leagues/sealing', server.adminToken);
  expect((await server.get('/api/scenarios/june/package')).status).toBe(200);
});

sampled(0.4)('a seal holds for what runs have played under it, whatever the league plays next', async () => {
  const sealing = league('plainly', 1, 'sealScenarios: true').replace('[june]', '[plain]');
  expect((await server.league(sealing)).status).toBe(201);
  await server.post('/api/leagues/plainly/runs', {});
  await server.follow('plainly-1');
  const { body } = await server.get<ApiAnswer<'Run'>>('/api/runs/plainly-1');
  const addresses = [`/api/packages/${body.scenarios![0]!.sha256}`, '/api/scenarios/plain/package'];
  const statuses = (): Promise<number[]> =>
    Promise.all(addresses.map(async (one) => (await server.get(one)).status));
  expect(await statuses()).toEqual([403, 403]);
  const yaml = { 'content-type': 'application/yaml' };
  const next = league('plainly', 1).replace('[june]', '[random-small]');
  const changed = await server.send('PUT', '/api/leagues/plainly', server.adminToken, next, yaml);
  expect(changed.status).toBe(200);
  expect(await statuses()).toEqual([403, 403]);
  await server.send('DELETE', '/api/leagues/plainly', server.adminToken);
  expect(await statuses()).toEqual([200, 200]);
});
