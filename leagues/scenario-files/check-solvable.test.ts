import { createHighsSolver } from '#market/lp/highs-solver.js';
import { checkSolvable } from './check-solvable.js';
import { loadScenario } from './load-scenario.js';
import { scenarioFrom } from './scenario-from.js';
import { ScenarioError } from './reading/scenario-error.js';

const solver = await createHighsSolver();

const resources = [{ id: 'r', unit: 'u' }];
const fine = { cost: [-1], own: { matrix: [[1]], upper: [4] }, shared: { matrix: [[1]] } };
const linear = { kind: 'linear', id: 'l', resources, cash: 1, endowments: 'equal-with-dealer', total: [6] };

async function errorOf(fields: unknown): Promise<ScenarioError> {
  const drawn = (await scenarioFrom(fields, 'file')).draw('1');
  try {
    checkSolvable(drawn, solver, 'file.yaml');
  } catch (error) {
    if (error instanceof ScenarioError) return error;
    throw error;
  }
  throw new Error('it is solvable');
}

it('lets a sound market pass', async () => {
  checkSolvable((await loadScenario('blems-example')).draw('1'), solver);
});

it('names an agent that is to wake in its own way, and is not there', async () => {
  const asynchronous = { agents: { 'agent-9': 0.5 } };
  const fields = { ...linear, agents: [fine, fine], communication: 'asynchronous', asynchronous };
  const error = await errorOf(fields);
  expect([error.field, error.mend]).toEqual(['asynchronous.agents.agent-9', 'name one of agent-1, agent-2']);
});

it('names an agent that cannot meet its own rows', async () => {
  const starving = { ...fine, own: { matrix: [[1]], lower: [3], upper: [4] } }; // holds 2
  const error = await errorOf({ ...linear, agents: [fine, starving] });
  expect([error.field, error.reason]).toEqual(['agents[1]', expect.stringContaining('agent-2 cannot meet')]);
});

it('names all homes that cannot live by themselves at once', async () => {
  const error = await errorOf({
    ...{ kind: 'community', id: 'street', start: '2025-07-08', step: 'PT1H', periods: 24 },
    households: [
      { id: 'fine', load: { annualEnergy: 3000 } },
      { id: 'tight', load: { annualEnergy: 6000 }, connection: 0.3 },
      { id: 'hurried', ev: { energy: 30, power: 3, arrival: '18:00', departure: '20:00' } },
    ],
    grid: { retail: 0.3, feedIn: 0.1 },
  });
  expect([error.field, error.reason]).toEqual([
    'households[1]',
    expect.stringMatching(/^tight .* in period \d+ \(2025-07-08T.*\) it lacks .* kW/),
  ]);
  expect(error.others.map(({ sentence }) => sentence)).toEqual([
    expect.stringMatching(
      /^households\[2\]: hurried .* needs 30 kWh from period 18 .* 3 kW give at most 6 kWh in its window \(raise/,
    ),
  ]);
});

it('names the column that earns without end', async () => {
  const endless = { cost: [-1, -3], own: { matrix: [[1, 0]], upper: [4] }, shared: { matrix: [[1, 0]] } };
  const error = await errorOf({ ...linear, agents: [fine, endless] });
  expect([error.field, error.reason]).toEqual(['agents[1].cost[1]', expect.stringContaining('unbounded')]);
});

it('finds what is endless only together: one makes what the other burns', async () => {
  const makes = { cost: [1], own: { matrix: [] }, shared: { matrix: [[-1]] } };
  const burns = { cost: [-2], own: { matrix: [] }, shared: { matrix: [[1]] } };
  expect((await errorOf({ ...linear, agents: [makes, burns] })).field).toBe('agents[1].cost[0]');
});

it.each([
  // at 1e9 each the terms add up to 128, which the solver takes for 100
  [
    'a row it breaks',
    [-2, -3, -4],
    [
      [1e9, 100, -1e9],
      [1, 1e9, -100],
    ],
    [100, 5],
    /breaks own row 0 by 28/,
  ],
  // a third column at 5e-9 would save more
  [
    'no optimum',
    [-3, -5, -4],
    [
      [1e9, 100, 0.3],
      [1, 100, 1e9],
    ],
    [100, 5],
    /is none: it is off by 1e\+0/,
  ],
])(
  'refuses 1e9 beside 100 where the solver calls optimal what is %s',
  async (_, cost, matrix, upper, reason) => {
    const bounds = { upper: [1e9, 1e9, 1e9] };
    const far = { cost, own: { matrix, upper }, bounds, shared: { matrix: [[0, 0, 0]] } };
    const error = await errorOf({ ...linear, agents: [fine, far] });
    expect([error.field, error.reason]).toEqual(['agents[1]', expect.stringMatching(reason)]);
  },
);

it.each([-1, NaN, 1e21])('refuses cash of %d, which no ledger can hold', async (cash) => {
  const drawn = (await loadScenario('blems-example')).draw('1');
  const [first, ...others] = drawn.instance.participants;
  const instance = { ...drawn.instance, participants: [{ ...first!, cash }, ...others] };
  expect(() => checkSolvable({ ...drawn, instance }, solver)).toThrow(/cash of agent-1.* a ledger can hold/);
});

it('names a household whose load is above its connection', async () => {
  const error = await errorOf({
    kind: 'community',
    id: 'weak',
    start: '2025-01-15',
    step: 'PT1H',
    periods: 24,
    households: [
      { id: 'fine', count: 3, load: { annualEnergy: 2000 } },
      { id: 'weak', load: { annualEnergy: 20000 }, connection: 0.2 },
    ],
    grid: { retail: 0.3, feedIn: 0.1 },
  });
  expect(error.field).toBe('households[1]');
  expect(error.reason).toMatch(
    /^weak cannot meet its own constraints: in period \d+ \(2025-01-15T\d\d:00Z\) it lacks [\d.]+ kW: its connection carries 0.2 kW$/,
  );
  expect(error.message).toMatch(/^file.yaml: .*connection/);
});

describe('says when and how much', () => {
  const alone = (home: object, fields: object = {}): Promise<ScenarioError> =>
    errorOf({
      ...{ kind: 'community', id: 'alone', start: '2025-06-10', step: 'PT30M', periods: 48 },
      households: [{ id: 'home', ...home }],
      grid: { retail: 0.3, feedIn: 0.1 },
      ...fields,
    });

  it('a load needs more than its window allows', async () => {
    const ev = { energy: 30, power: 3.7, arrival: '17:30', departure: '21:00' };
    expect((await alone({ ev })).reason).toMatch(
      /its car needs 30 kWh from period 35 \(2025-06-10T17:30Z\) on, and 3.7 kW give at most 12.95 kWh in its window/,
    );
  });

  it('a plant that cannot be turned down makes more than fits through', async () => {
    const { reason } = await alone(
      { pv: { peakPower: 9 }, connection: 0.5 },
      { curtailment: 'none', sky: 'sunny' },
    );
    expect(reason).toMatch(/in period 2\d \(2025-06-10T1[123]:.* kW of its plant find no use/);
  });

  it('nothing is thrown away where plants cannot be turned down: not in an outage, on an island or behind a limit', async () => {
    const pv = { peakPower: 8 };
    const grid = { retail: 0.3, feedIn: 0.08 };
    const around = { curtailment: 'none', valueOfLostLoad: 3 };
    for (const fields of [
      { grid: { ...grid, outages: [{ from: '10:00', to: '14:00' }] } },
      { grid: undefined, island: {} },
      { grid: { ...grid, exportLimit: 1 } },
    ]) {
      const { reason } = await alone({ pv }, { ...around, ...fields });
      expect(reason).toMatch(
        /kW of its plant find no use, and it cannot be turned down \(`curtailment: none`\)/,
      );
    }
  });
});
