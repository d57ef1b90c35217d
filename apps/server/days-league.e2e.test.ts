/** @short-form 1/6 or none; each time: matches/verify/forged/forged-figures.test.ts */
import { gunzipSync, gzipSync } from 'node:zlib';
import { Readable } from 'node:stream';
import { bundleFrom } from '#matches/bundles/run-bundle.js';
import { isRefuted } from '#matches/verify/findings.js';
import { rememberedReplay } from '#matches/verify/test/remembered-replay.js';
import { verifyBundle } from '#matches/verify/verify-bundle.js';
import type { MatchRecord } from '#market/match/report/report.js';
import type { ApiAnswer } from '#api/schemas.js';
import { testServer } from './test/test-server.js';

const test = testServer();

const week = `
kind: community
id: three-days
start: 2025-06-10
step: PT1H
periods: day
days: 3
forecast: { noisy: { load: 0.2, pv: 0.3 } }
imbalance: { short: { offset: 0.06 }, long: { offset: -0.04 } }
sky: mixed
households:
  - { id: roof, load: { annualEnergy: 3000 }, pv: { peakPower: 5 }, battery: { capacity: 5, power: 2.5, wear: 0.01 } }
  - { id: plain, load: { annualEnergy: 4000 } }
grid: { retail: 0.32, feedIn: 0.08 }
localFee: 0.04
roundCap: 20
`;

/** Fails where it is told of another day, and counts days by what it remembers. */
const diarist = `import { affordable, defineAgent } from '@gridleague/sdk';

export default defineAgent({
  name: 'diarist',
  create: ({ day }) => {
    if (day && (day.past.length !== day.day - 1 || day.memory.length !== day.day - 1)) throw new Error('told of another day');
    return {
      bid: (view, tools) =>
        affordable(tools.bestBundles(view.prices).map((option) => ({ ...option, limit: option.value })), view),
      remember: () => (day?.memory ?? '') + '.',
    };
  },
});
`;

const league = (id: string, entrants: string): string => `
id: ${id}
title: Three days in a row
format: self-play
scenarios: [three-days]
blocks: 1
entrants: ${entrants}
`;

it('a league of days: a strategy that remembers, one record over all days on board, pages and in the bundle, and a tampered day is found', async () => {
  const { server } = test;
  await server.withoutShippedLeagues();
  expect(await server.scenario({ 'three-days.yaml': week })).toMatchObject({ status: 201 });
  expect(await server.league(league('open', 'all'))).toMatchObject({ status: 201 });

  const authors = await server.team('authors');
  const { body: uploaded } = await server.upload(diarist, 'diarist', authors);
  await server.checked(uploaded.id);
  const { body: checked } = await server.get<typeof uploaded>(`/api/submissions/${uploaded.id}`, authors);
  expect(checked.checks.at(-1)).toMatchObject({
    name: 'leagues',
    message: expect.stringMatching(/three-days of league open/) as string,
  });

  expect(await server.league(league('days', '[truthful, authors/diarist]'))).toMatchObject({ status: 201 });
  const { body: run } = await server.post<{ id: string }>('/api/leagues/days/runs', {});
  await server.follow(run.id);
  const { body: board } = await server.get<ApiAnswer<'Board'>>('/api/leagues/days/leaderboard');
  expect(board.rows.map(({ name }) => name).sort()).toEqual(['authors/diarist', 'truthful']);

  const match = `${run.id}-000001`;
  const { body: told } = await server.get<ApiAnswer<'Match'>>(`/api/matches/${match}`);
  const days = told.report!.days!;
  expect(days.perDay.map(({ date }) => date)).toEqual(['2025-06-10', '2025-06-11', '2025-06-12']);
  expect(told.report!.perSeat.flatMap(({ failures }) => failures)).toEqual([]);
  const { text: page } = await server.get(`/matches/${match}?day=2`);
  expect(page).toMatch(/<strong>day 2, 2025-06-11<\/strong>/);
  expect(page).toMatch(/EUR per kWh/);
  expect(page).toMatch(/clock time from 2025-06-11 on/);
  const { text: replay } = await server.get(`/matches/${match}/replay?day=3&round=2&seat=0`);
  expect(replay).toMatch(/value="3" selected>day 3, 2025-06-12/);
  expect(replay).toMatch(/2025-06-12, clocks at UTC/);
  expect((await server.get(`/api/matches/${match}/receipt`)).status).toBe(200);
  expect(await server.post(`/api/matches/${match}/verify`, {})).toMatchObject({ body: { identical: true } });
  const rounds = await server.get(`/api/matches/${match}/rounds?format=csv`);
  expect(rounds.text.trim().split('\n')).toHaveLength(told.report!.rounds + 1);
  expect(rounds.text).toMatch(/^day,round,/);

  const answer = await fetch(`${server.url}/api/runs/${run.id}/bundle`);
  const bytes = Buffer.from(await answer.arrayBuffer());
  const replaying = rememberedReplay();
  const found = async (bundle: Buffer) =>
    verifyBundle(await bundleFrom(Readable.from([bundle]), 'bundle'), { replay: replaying, scenarios: [] });
  const honest = await found(bytes);
  expect(isRefuted(honest, 1)).toBe(false);
  expect(honest.verdicts.map(({ kind }) => kind).sort()).toEqual(['identical', 'no-source']);

  const lines = gunzipSync(bytes).toString('utf8').trim().split('\n');
  const forged = lines.map((line) => {
    const read = JSON.parse(line) as { match?: string } & MatchRecord;
    if (read.match === undefined) return line;
    const [, second] = read.report.days!.perDay;
    Object.assign(second!, { cost: second!.cost - 0.01 });
    return JSON.stringify(read);
  });
  const refuted = await found(gzipSync(`${forged.join('\n')}\n`));
  expect(refuted.verdicts.map(({ kind }) => kind)).toEqual(['different', 'different']);
});
