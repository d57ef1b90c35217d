import { createHighsSolver } from '#market/lp/highs-solver.js';
import type { LinearProblem } from '#market/lp/linear-problem.js';
import { sparseFromEntries, type Entry } from '#market/lp/sparse-matrix.js';
import { centralProblem } from '#market/referee/central-problem.js';
import { exportLinear } from './export-linear.js';
import { exportMps } from './export-mps.js';
import { loadScenario } from '../load-scenario.js';
import { scenarioFrom } from '../scenario-from.js';
import type { DrawnMarket } from '../scenario.js';

const solver = await createHighsSolver();

function objective(problem: LinearProblem): number {
  const model = solver.createModel(problem);
  const outcome = model.solve();
  model.dispose();
  if (outcome.status !== 'optimal') throw new Error(outcome.status);
  return outcome.objective;
}

/** What the linear form keeps: all but how to read the households' plans, and what they own. */
function withoutCommunity(drawn: DrawnMarket): DrawnMarket {
  const { participants } = drawn.instance;
  const instance = { ...drawn.instance, participants: participants.map(({ assets: _, ...one }) => one) };
  const market: { -readonly [K in keyof DrawnMarket]: DrawnMarket[K] } = { ...drawn, instance };
  delete market.community;
  delete market.householdFields;
  return market;
}

describe('the linear form', () => {
  it.each(['blems-example', 'demo-community', 'random-small'])(
    'of %s reads back as the same market',
    async (name) => {
      const drawn = (await loadScenario(name)).draw('3');
      const text = JSON.stringify(exportLinear(drawn));
      const market = withoutCommunity(drawn);
      expect((await scenarioFrom(JSON.parse(text), 'exported.json')).draw('whatever')).toEqual(market);
    },
  );

  it('keeps the rights to a limited coupling', async () => {
    const fields = {
      kind: 'community',
      id: 'coupled',
      start: '2025-07-08',
      step: 'PT1H',
      periods: 4,
      households: [{ id: 'home', count: 2, load: { annualEnergy: 3000 }, pv: { peakPower: 5 } }],
      grid: { retail: 0.3, feedIn: 0.1, importLimit: 1, exportLimit: 2 },
      valueOfLostLoad: 2,
    };
    const market = withoutCommunity((await scenarioFrom(fields, 'f')).draw('1'));
    expect(market.instance.resources).toHaveLength(12);
    const text = JSON.stringify(exportLinear(market));
    expect((await scenarioFrom(JSON.parse(text), 'exported.json')).draw('')).toEqual(market);
  });

  it('keeps that prices may fall below zero', async () => {
    const fields = {
      kind: 'community',
      id: 'paid',
      start: '2025-07-08',
      step: 'PT1H',
      periods: 2,
      households: [{ id: 'home', count: 2, load: { annualEnergy: 3000 }, pv: { peakPower: 5 } }],
      grid: { retail: -0.02, feedIn: -0.05 },
    };
    const market = withoutCommunity((await scenarioFrom(fields, 'f')).draw('1'));
    expect(market.instance).toMatchObject({ exact: 2, initialPrices: Float64Array.of(-0.035, -0.035) });
    const text = JSON.stringify(exportLinear(market));
    expect((await scenarioFrom(JSON.parse(text), 'exported.json')).draw('')).toEqual(market);
  });

  it('keeps how the market is played', async () => {
    const fields = {
      kind: 'random',
      id: 'r',
      agents: 2,
      resources: 2,
      participation: 0.2,
      book: 'keep',
      roundCap: 7,
      closing: { random: { from: 3, hazard: 0.5 } },
    };
    const drawn = (await scenarioFrom(fields, 'f')).draw('1');
    const again = (await scenarioFrom(exportLinear(drawn), 'exported')).draw('1');
    expect(again.rules).toEqual(drawn.rules);
  });

  it.each([
    { participation: 0.3, asynchronous: { window: 0, information: 'asymmetric', agents: { 'agent-2': 1 } } },
    { asynchronous: { rate: 0.5, window: 2 } },
  ])('keeps how agents wake: %j', async (pace) => {
    const fields = {
      kind: 'random',
      id: 'r',
      agents: 2,
      resources: 2,
      communication: 'asynchronous',
      ...pace,
    };
    const drawn = (await scenarioFrom(fields, 'f')).draw('1');
    const again = (await scenarioFrom(exportLinear(drawn), 'exported')).draw('1');
    expect(again.rules).toEqual(drawn.rules);
    expect(again.rules.asynchronous).toBeDefined();
  });
});

/** Reads free MPS, apart from the writer. */
function readMps(text: string): LinearProblem {
  const rows = new Map<string, { index: number; sense: string; rhs: number; range: number }>();
  const columns = new Map<string, { index: number; cost: number; lower: number; upper: number }>();
  const entries: Entry[] = [];
  let section = '';
  for (const line of text.split('\n')) {
    const [a = '', b = '', c = '', d = ''] = line.trim().split(/\s+/);
    if (!line.startsWith(' ')) section = a;
    else if (section === 'ROWS' && a !== 'N') rows.set(b, { index: rows.size, sense: a, rhs: 0, range: 0 });
    else if (section === 'COLUMNS') {
      if (!columns.has(a)) columns.set(a, { index: columns.size, cost: 0, lower: 0, upper: Infinity });
      const column = columns.get(a)!;
      if (b === 'cost') column.cost = Number(c);
      else entries.push([rows.get(b)!.index, column.index, Number(c)]);
    } else if (section === 'RHS') rows.get(b)!.rhs = Number(c);
    else if (section === 'RANGES') rows.get(b)!.range = Number(c);
    else if (section === 'BOUNDS') {
      const column = columns.get(c)!;
      if (a === 'FR' || a === 'MI') column.lower = -Infinity;
      if (a === 'LO' || a === 'FX') column.lower = Number(d);
      if (a === 'UP' || a === 'FX') column.upper = Number(d);
    }
  }
  const rowList = [...rows.values()];
  const columnList = [...columns.values()];
  const lower = ({ sense, rhs, range }: (typeof rowList)[number]): number =>
    sense !== 'L' ? rhs : range > 0 ? rhs - range : -Infinity;
  return {
    cost: Float64Array.from(columnList, ({ cost }) => cost),
    columnLower: Float64Array.from(columnList, (column) => column.lower),
    columnUpper: Float64Array.from(columnList, (column) => column.upper),
    matrix: sparseFromEntries(rowList.length, columnList.length, entries),
    rowLower: Float64Array.from(rowList, lower),
    rowUpper: Float64Array.from(rowList, ({ sense, rhs }) => (sense === 'G' ? Infinity : rhs)),
  };
}

describe('the central problem as MPS', () => {
  it.each(['blems-example', 'demo-community', 'random-small'])('of %s has the same optimum', async (name) => {
    const drawn = (await loadScenario(name)).draw('3');
    const problem = readMps(exportMps(drawn));
    const central = centralProblem(drawn.instance);
    expect(problem.matrix).toEqual(central.matrix);
    expect(objective(problem)).toBeCloseTo(objective(central), 9);
  });

  it('writes every kind of row and bound', async () => {
    const fields = {
      kind: 'linear',
      id: 'kinds',
      resources: [{ id: 'r', unit: 'u' }],
      cash: 0,
      endowments: { agents: [[0]], dealer: [5] },
      agents: [
        {
          cost: [1, -2, 0.5, 3],
          own: {
            matrix: [[1, 1, 0, 0], [1, 0, 1, 0], [0, 1, 1, 0], [1, 0, 0, 1], [1, 1, 1, 1]], // prettier-ignore
            lower: [1, 2, null, 3, null],
            upper: [4, null, 6, 3, null],
          },
          shared: { matrix: [[1, 1, 1, 1]] },
          bounds: { lower: [null, null, -2, 1], upper: [null, 8, 9, 1] },
        },
      ],
    };
    const text = exportMps((await scenarioFrom(fields, 'f')).draw(''));
    for (const line of [
      ' L a1.0',
      ' G a1.1',
      ' L a1.2',
      ' E a1.3',
      ' L s.r',
      ' range a1.0 3',
      ' rhs a1.0 4',
      ' rhs a1.1 2',
      ' rhs s.r 5',
      ' FR bound x1.0',
      ' MI bound x1.1',
      ' UP bound x1.1 8',
      ' LO bound x1.2 -2',
      ' UP bound x1.2 9',
      ' FX bound x1.3 1',
    ])
      // prettier-ignore
      expect(text.split('\n')).toContain(line);
    expect(text).not.toContain('a1.4');
  });
});
