/** @short-form 1/6 or none; each time: matches/runs/mechanism-league.test.ts */
import type { ApiAnswer } from '#api/schemas.js';
import { testServer } from './test/test-server.js';

const test = testServer();

const league = (mechanisms: string): string => `
id: mechanisms
title: Mechanisms compared
format: mechanism-comparison
mechanisms: ${mechanisms}
scenarios: [demo-street]
blocks: 2
`;

it('compares mechanisms on the same blocks: board, pages, list, bundle and replay', async () => {
  const { server } = test;
  await server.withoutShippedLeagues();
  const foreign = await server.league(
    league('[bundle-trading, double-auction]').replace('demo-street', 'random-small'),
  );
  expect(foreign).toMatchObject({
    status: 400,
    body: {
      detail: expect.stringMatching(/random-small: kind: mechanisms are compared in communities/) as string,
    },
  });
  expect(await server.league(league('[bundle-trading, double-auction/midpoint]'))).toMatchObject({
    status: 201,
  });
  const { body: run } = await server.post<{ id: string }>('/api/leagues/mechanisms/runs', {});
  await server.follow(run.id);

  const { body: board } = await server.get<ApiAnswer<'Board'>>('/api/leagues/mechanisms/leaderboard');
  expect(board.kind).toBe('mechanism');
  expect(board.rows.map(({ name, version, matches }) => [name, version, matches]).sort()).toEqual([
    ['bundle-trading', 'truthful', 2],
    ['double-auction/midpoint', 'planner', 2],
  ]);
  // Of the embedded chain, which kept the ledgers of both.
  for (const { shown } of board.rows) expect(shown['gas']!.mean).toBeGreaterThan(1e6);
  const { body: same } = await server.get<ApiAnswer<'Board'>>(
    '/api/leagues/mechanisms/leaderboard?kind=mechanism&weights=welfare:1',
  );
  expect(same.rows.map(({ name }) => name)).toEqual(['bundle-trading', 'double-auction/midpoint']);

  const { body: list } = await server.get<{ items: ApiAnswer<'MatchRow'>[] }>(`/api/runs/${run.id}/matches`);
  expect(list.items.map(({ block, mechanism }) => [block, mechanism])).toEqual([
    [1, 'bundle-trading'],
    [1, 'double-auction/midpoint'],
    [2, 'bundle-trading'],
    [2, 'double-auction/midpoint'],
  ]);
  for (const { id } of list.items)
    expect(await server.post(`/api/matches/${id}/verify`, {})).toMatchObject({ body: { identical: true } });
  const page = await server.get('/leagues/mechanisms');
  expect(page.text).toMatch(/<h3 id="mechanism-board">Mechanisms<\/h3>/);
  expect(page.text).toMatch(/played by planner/);
  expect(page.text).not.toMatch(/href="\/plugins\/double-auction/);
  expect(page.text).toMatch(/2 mechanisms\s/);
  const match = `${run.id}-000002`;
  for (const path of [`/matches/${match}`, `/matches/${match}/replay`, `/runs/${run.id}`])
    expect((await server.get(path)).text).toContain('double-auction/midpoint');
  const told = await server.get(`/matches/${match}/replay?round=6`);
  expect(told.text).toMatch(/The auction of the period[\s\S]*Order book of PV/);
  expect((await server.get(`/runs/${run.id}`)).text).toMatch(
    /Line-ups[\s\S]*<td>double-auction\/midpoint<\/td>/,
  );
  for (const path of [
    `/matches/${match}`,
    `/matches/${match}/replay`,
    `/runs/${run.id}`,
    `/api/runs/${run.id}/paper-pack`,
  ])
    expect([path, (await server.get(path)).status]).toEqual([path, 200]);
});
