/** @short-form 1/8 or none; each time: matches/workers/hostile-run.test.ts */
import type { Board } from '#results/standings/board.js';
import type { MatchReport } from '#market/match/report/report.js';
import type { ApiAnswer } from '#api/schemas.js';
import type { MatchRow } from './runs/match-view.js';
import type { Page } from './problem/paging.js';
import { testServer } from './test/test-server.js';
import { isLong } from '#market/test/short-form.js';

const ROUND_CAP = 25;
const BLOCKS = isLong ? 2 : 1;

/** Honest in the trials of admission, whose round caps it knows; in a league each seat does its worst. */
const SLEEPER = `import { affordable, defineAgent } from '@gridleague/sdk';
const deck = [
  () => { throw new Proxy({}, { get() { throw new Error('no'); } }); },
  (m) => [{ bundle: new Float64Array(m).fill(-1e6), limit: -1e-9 }],
  (m) => [{ bundle: new Float64Array(m).fill(NaN), limit: Number.MAX_VALUE }],
  () => { let x = 3n; for (;;) x = x * x; },
  () => { const all = []; for (;;) all.push(new Array(2 ** 16).fill({})); },
  () => { const again = () => Promise.resolve().then(again); again(); return []; },
];
export default defineAgent({
  name: 'sleeper',
  create: (briefing) => ({
    bid(view, tools) {
      if (briefing.roundCap === ${ROUND_CAP})
        return deck[Math.floor(Math.random() * deck.length)](view.prices.length);
      return affordable(tools.bestBundles(view.prices).map((option) => ({ ...option, limit: option.value })), view);
    },
  }),
});`;

const LEAGUE = `
id: besieged
title: A league with a sleeper
format: mixed
scenarios: [random-small]
blocks: ${BLOCKS}
matchSize: 3
entrants: [truthful, shaded, sly/sleeper]
roundCap: ${ROUND_CAP}
errorBudget: 1
limits: { milliseconds: 500, megabytes: 32 }
`;

const test = testServer();

it('plays a league to its end although a team has smuggled in a plugin that attacks only there', async () => {
  await test.server.withoutShippedLeagues();
  const sly = await test.server.team('sly');
  const { body } = await test.server.upload(SLEEPER, 'sleeper', sly);
  expect(await test.server.checked(body.id)).toMatchObject({ status: 'accepted' });
  expect(await test.server.league(LEAGUE)).toMatchObject({ status: 201 });
  await test.server.post('/api/leagues/besieged/runs', {});
  expect((await test.server.follow('besieged-1')).at(-1)).toBe('finished');

  const { items } = (await test.server.get<Page<MatchRow>>('/api/runs/besieged-1/matches?limit=500')).body;
  // Each team plays in each group of seats once a block.
  expect(items).toHaveLength(3 * BLOCKS);
  for (const { id, state, outcome } of items) {
    expect([id, state]).toEqual([id, 'played']);
    expect(outcome).not.toBe('void');
    const { report } = (await test.server.get<{ report: MatchReport }>(`/api/matches/${id}`)).body;
    for (const { seat, plugin } of report.seats) {
      const { failures, payment } = report.perSeat[seat]!;
      if (plugin !== 'sly/sleeper') continue;
      expect(failures.length).toBeGreaterThan(0);
      expect(payment).toBe(0);
    }
  }
  const told = `/api/submissions/${body.id}/failures`;
  const { matches, groups } = (await test.server.get<ApiAnswer<'SubmissionFailures'>>(told, sly)).body;
  expect(matches).toBe(items.filter(({ teams }) => teams.includes(body.id)).length);
  expect(groups.length).toBeGreaterThan(1);
  for (const { first } of groups) expect(items.map(({ id }) => id)).toContain(first.match);
  expect((await test.server.get(`${told}?run=nobody-1`, sly)).body).toMatchObject({ matches: 0, groups: [] });
  expect((await test.server.get(`${told}?matches=0`, sly)).status).toBe(400);
  expect((await test.server.get(told, await test.server.team('curious'))).status).toBe(403);

  const board = (await test.server.get<Board>('/api/leagues/besieged/leaderboard?kind=agent')).body;
  expect(board.rows.map(({ name }) => name).at(-1)).toBe('sly/sleeper');
  const failing = new Map(board.rows.map(({ name, shown }) => [name, shown['failures']!.mean]));
  expect([failing.get('truthful'), failing.get('shaded')]).toEqual([0, 0]);
  expect(failing.get('sly/sleeper')).toBeGreaterThan(0);
});
