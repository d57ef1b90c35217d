/** @short-form 1/8 or none; each time: sandbox/admission/admit.test.ts */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { measuredFiles, measuredScenario } from '#leagues/scenario-files/test/measured-days.js';
import { requestLimits } from '#api/limits/request-limits.js';
import type { SubmissionView } from './submissions/submission-view.js';
import { testServer } from './test/test-server.js';

/** Three sizes that no market of admission has: each league has one of its own. */
const market = (id: string, resources: number): Record<string, string> => ({
  [`${id}.json`]: JSON.stringify({ kind: 'random', id, agents: 4, resources, cash: 100 }),
});
const league = (id: string, scenario: string, entrants = 'all', more = ''): string => `
id: ${id}
title: ${id}
format: self-play
scenarios: [${scenario}]
blocks: 1
entrants: ${entrants}
roundCap: 9
${more}
`;
/** Fails from the second round on where there are so many resources. */
const failing = (resources: number): string => `import { affordable, defineAgent } from '@gridleague/sdk';

export default defineAgent({
  name: 'faulty',
  create: (briefing) => ({
    bid(view, tools) {
      const table: number[][] = [];
      if (briefing.resources.length === ${resources} && view.round >= 2) return [{ bundle: view.prices, limit: table[view.round]![0]! }];
      return affordable(tools.bestBundles(view.prices).map((o) => ({ ...o, limit: o.value })), view);
    },
  }),
});`;

const days = { from: ['2025-06-01/2025-06-10'], hold: ['2025-06-06/2025-06-10'] };

const test = testServer();
let authors = '';
beforeAll(async () => {
  const { server } = test;
  await server.withoutShippedLeagues();
  authors = await server.team('authors');
  for (const files of [
    market('thirteen', 13),
    market('fourteen', 14),
    market('fifteen', 15),
    measuredFiles(days),
  ])
    expect((await server.scenario(files)).status).toBe(201);
  for (const one of [
    league('open', 'thirteen'),
    league('also-open', 'thirteen'),
    league('sealed', 'fourteen', 'all', 'sealScenarios: true'),
    league('others', 'fifteen', '[truthful]'),
    league('days', 'june'),
  ])
    expect(await server.league(one)).toMatchObject({ status: 201 });
});

async function checked(source: string, name: string): Promise<SubmissionView> {
  const { body } = await test.server.upload(source, name, authors);
  await test.server.checked(body.id);
  return (await test.server.get<SubmissionView>(`/api/submissions/${body.id}`, authors)).body;
}

it('admission plays what leagues play: who fails there is refused, and told scenario, league, round and line', async () => {
  const { status, checks, id } = await checked(failing(13), 'faulty');
  expect(status).toBe('rejected');
  expect(checks.at(-1)).toEqual({
    ...{ name: 'leagues', passed: false },
    message: expect.stringMatching(
      /^scenario thirteen of league also-open and 1 more, round 2: threw: TypeError: .* \(faulty\.ts:8:\d+\)/,
    ) as string,
  });
  // For its author only.
  const everybodys = (await test.server.get<SubmissionView>(`/api/submissions/${id}`)).body;
  expect(everybodys.checks.at(-1)).toEqual({ name: 'leagues', passed: false, message: '' });
});

it('a sealed scenario is not tried: an upload learns nothing of it', async () => {
  const { status, checks } = await checked(failing(14), 'prober');
  expect(status).toBe('accepted');
  const { message } = checks.at(-1)!;
  expect(message).toContain('not tried: scenario fourteen of league sealed: it is sealed');
  expect(message).not.toMatch(/fourteen.*round/);
});

it('leagues that a plugin cannot enter are no affair of it', async () => {
  const { status, checks } = await checked(failing(15), 'elsewhere');
  expect([status, checks.at(-1)!.message]).toEqual(['accepted', expect.not.stringContaining('fifteen')]);
});

it('where days are held, the trial is on one to train on', async () => {
  const spy = failing(99).replace(
    'const table: number[][] = [];',
    'if (briefing.roundCap === 9 && briefing.resources.length === 24) throw new Error(JSON.stringify(Array.from(briefing.problem.own.upper)));',
  );
  const { status, checks } = await checked(spy, 'spy');
  expect(status).toBe('rejected');
  const place = 'scenario june of league days, round 1: threw: Error: ';
  const { instance } = (await measuredScenario(days)).draw('admission');
  const seen = JSON.stringify(Array.from(instance.participants[0]!.problem.own.upper));
  expect(checks.at(-1)!.message.slice(0, place.length + 150)).toBe(place + seen.slice(0, 150));
});

it('markets that cannot be had are asked for again; a plugin gets its verdict without them in the end', async () => {
  // Where the packages of trials are to lie there is no folder.
  const trials = join(test.folder, 'data', 'trials');
  await rm(trials, { recursive: true, force: true });
  await writeFile(trials, '');
  const { status, checks, id } = await checked(failing(13), 'unlucky');
  expect([status, checks.at(-1)!.message]).toEqual(['accepted', expect.stringContaining('not tried')]);
  const asked = test.server.said
    .split('\n')
    .filter((line) => line.includes('no trials in markets') && line.includes(id));
  expect(asked).toHaveLength(requestLimits.lostChecks - 1);
});
