/** @short-form 1/6 or none; each time: matches/runs/auction-league.test.ts */
import { auctionLane } from '#leagues/scenario-files/test/auction-lane.js';
import type { ApiAnswer } from '#api/schemas.js';
import { testServer } from './test/test-server.js';

const test = testServer();

const halfway = `import { defineBidder, quoted } from '@gridleague/sdk';

export default defineBidder({
  name: 'halfway',
  create: (briefing) => ({
    order: (view) =>
      quoted(briefing, view, ({ side, limit, low, high }) => (limit + (side === 'ask' ? high : low)) / 2),
  }),
});
`;

const league = (entrants: string, mechanism = 'mechanism: double-auction'): string => `
id: bidders
title: Bidders of a lane
format: self-play
${mechanism}
scenarios: [lane]
blocks: 1
entrants: ${entrants}
`;

it('a team uploads a bidder, a league seats it among others, and everything told of its matches is of that', async () => {
  const { server } = test;
  await server.withoutShippedLeagues();
  expect(await server.scenario({ 'lane.yaml': auctionLane })).toMatchObject({ status: 201 });
  const mixed = await server.league(league('[truthful, zip]'));
  expect(mixed).toMatchObject({
    status: 422,
    body: { detail: expect.stringMatching(/truthful is a plugin of kind agent/) as string },
  });
  const bundles = await server.league(league('all', ''));
  expect(bundles).toMatchObject({
    status: 400,
    body: {
      detail: expect.stringMatching(
        /is double-auction, which bidders play; the league's is bundle-trading/,
      ) as string,
    },
  });
  expect(await server.league(league('[zip, all]'))).toMatchObject({ status: 201 });

  const authors = await server.team('authors');
  const { body: uploaded } = await server.upload(halfway, 'halfway', authors, 'bidder');
  expect(uploaded).toMatchObject({ kind: 'bidder' });
  await server.checked(uploaded.id);
  const { body: checked } = await server.get<typeof uploaded>(`/api/submissions/${uploaded.id}`, authors);
  expect(checked).toMatchObject({ status: 'accepted' });
  expect(checked.checks.at(-1)).toMatchObject({
    name: 'leagues',
    message: expect.stringMatching(/lane of league bidders: 24 periods/) as string,
  });

  const { body: run } = await server.post<{ id: string }>('/api/leagues/bidders/runs', {});
  await server.follow(run.id);
  const { body: board } = await server.get<ApiAnswer<'Board'>>('/api/leagues/bidders/leaderboard');
  expect(board.rows.map(({ name }) => name)).toContain('authors/halfway');
  expect(board.rows.map(({ name }) => name)).not.toContain('truthful');

  const match = `${run.id}-000001`;
  expect((await server.get(`/matches/${match}`)).status).toBe(200);
  expect((await server.get(`/matches/${match}/replay`)).status).toBe(200);
  expect((await server.get(`/api/matches/${match}/receipt`)).status).toBe(200);
  expect((await server.get(`/plugins/authors/halfway`)).text).toMatch(/Bidder/);
  expect(await server.post(`/api/matches/${match}/verify`, {})).toMatchObject({ body: { identical: true } });
  const table = await server.get(`/api/matches/${match}/rounds?format=csv`);
  expect(table.text.trim().split('\n')).toHaveLength(25);
});
