import { kpiDefinitions, kpiIds } from '#market/energy/kpis/kpi-definitions.js';
import { agentBoard } from '#results/standings/build-board.js';
import { aMatch } from '#results/test/match-builder.js';
import { z } from 'zod';
import { shownTable } from '../../web/board/more-figures.js';
import { matchPage } from '../../web/pages/match-page.js';
import { schemas } from '#api/schemas.js';

const told = (page: string): string =>
  page.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
const [{ report, ...place }] = [aMatch('1').of('A').result()];
const kpis = Object.fromEntries(kpiIds.map((id) => [id, 1]));
const match = { ...place, report: { ...report, kpis: { ...report.kpis, ...kpis } } };

it('gives the formula of every KPI on match pages and in the API, and which of its values are good', () => {
  const league = { id: 'street', title: 'Street' };
  const page = told(
    matchPage({
      ...{ id: '1', league, run: '1', block: 1, scenario: 'street', scored: true, state: 'played' },
      ...{ dealer: 'passive', team: () => 'A', fault: null, seed: null, anchor: null, report: match.report },
    }),
  );
  const described = JSON.stringify(z.toJSONSchema(schemas.Match, { io: 'output' }));
  for (const { formula, unit, better } of Object.values(kpiDefinitions)) {
    expect(page).toContain(`<code>${formula}</code>`);
    const sign = better === null ? 'describes' : `${better} is better`;
    expect(described).toContain(`(${unit}, ${sign}): \`${formula}\`.`);
  }
});

it('gives the formula and the sign of KPIs on boards, where shares only describe', () => {
  const board = agentBoard({
    contestants: [{ id: 'A', name: 'A', version: '1', baseline: false }],
    matches: [match],
    weights: { welfare: 1, cost: 1, convergence: 1 },
  });
  const signs = Object.fromEntries(board.shown.map(({ id, better }) => [id, better]));
  for (const id of kpiIds) if (id in signs) expect([id, signs[id]]).toEqual([id, kpiDefinitions[id].better]);
  expect(signs).toMatchObject({
    householdsShare: 'higher',
    gridShare: null,
    dealerShare: null,
    feesShare: null,
  });
  const page = told(shownTable(board)!.text);
  expect(page).toMatch(
    /locally traded <small>kWh<\/small>\s*<small>describes<\/small>[\s\S]*<code>sum_t local_t</,
  );
  expect(page).toContain('<code>bill / J</code>');
});
