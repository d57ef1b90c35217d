import { workedExample as linear, workedMarket } from '../test/worked-example.js';
import { scenarioFrom } from './scenario-from.js';
import { ScenarioError } from './reading/scenario-error.js';

function secondAgent(): object {
  return linear().agents[1]!;
}

function central(): Record<string, unknown> {
  return {
    ...workedMarket,
    central: {
      cost: [-1, -2, -1, -3],
      own: { matrix: [[2, 1, 0, 0], [0, 0, 2, 3]], upper: [4, 9] }, // prettier-ignore
      shared: { matrix: [[1, 3, 2, 1], [1, 1, 1, 1]] }, // prettier-ignore
      blocks: [2, 2],
    },
  };
}

function community(): Record<string, unknown> {
  return {
    kind: 'community',
    id: 'street',
    start: '2025-07-08',
    step: 'PT1H',
    periods: 24,
    households: [
      {
        id: 'home',
        count: 2,
        load: { annualEnergy: [2000, 3000] },
        pv: { peakPower: 5 },
        battery: { capacity: 5, power: 3 },
        appliances: [{ id: 'dryer', energy: 2, power: 2, from: '10:00', to: '18:00' }],
      },
    ],
    grid: { retail: 0.3, feedIn: 0.08 },
  };
}

const random = { kind: 'random', id: 'r', agents: 2, resources: 2 };

/** The fields with the one at `path` set to `value` (deleted if undefined). */
function spoiled(fields: Record<string, unknown>, path: (string | number)[], value: unknown): unknown {
  const copy = structuredClone(fields);
  let target: Record<string | number, unknown> = copy;
  for (const key of path.slice(0, -1)) target = target[key] as Record<string | number, unknown>;
  const last = path.at(-1)!;
  if (value === undefined) delete target[last];
  else target[last] = value;
  return copy;
}

async function errorOf(document: unknown): Promise<ScenarioError> {
  const outcome = await scenarioFrom(document, 'file.yaml').then(
    (scenario) => scenario.draw('1'),
    (error: unknown) => error,
  );
  if (!(outcome instanceof ScenarioError)) throw new Error(`no ScenarioError but ${String(outcome)}`);
  expect(outcome.file).toBe('file.yaml');
  return outcome;
}

it('the samples themselves are fine', async () => {
  for (const fields of [linear(), central(), community(), random])
    await expect(scenarioFrom(fields, 'file.yaml')).resolves.toBeDefined();
});

type Case = [what: string, document: unknown, field: string, reason: RegExp];

const dense = ['agents', 0, 'own', 'matrix'];

const linearCases: Case[] = [
  ['unknown field', spoiled(linear(), ['agents', 1, 'colour'], 'red'), 'agents[1].colour', /unknown field/],
  [
    'row too long',
    spoiled(linear(), [...dense, 0], [2, 1, 7]),
    'agents[0].own.matrix[0]',
    /3 entries, not 2/,
  ],
  ['NaN in a matrix', spoiled(linear(), [...dense, 0, 1], NaN), 'agents[0].own.matrix[0][1]', /NaN/],
  ['infinite cost', spoiled(linear(), ['agents', 0, 'cost', 1], Infinity), 'agents[0].cost[1]', /number/],
  ['text for a number', spoiled(linear(), ['agents', 0, 'cost', 1], '2'), 'agents[0].cost[1]', /string/],
  ['number beyond all measure', spoiled(linear(), ['total', 0], 1e300), 'total[0]', /1000000000/],
  [
    'upper too short',
    spoiled(linear(), ['agents', 0, 'own', 'upper'], []),
    'agents[0].own.upper',
    /0 entries, not 1/,
  ],
  [
    'too few shared rows',
    spoiled(linear(), ['agents', 1, 'shared', 'matrix'], [[2, 1]]),
    'agents[1].shared.matrix',
    /1 rows, not 2/,
  ],
  [
    'crossed row bounds',
    spoiled(linear(), ['agents', 0, 'own', 'lower'], [5]),
    'agents[0].own.upper[0]',
    /crossed/,
  ],
  [
    'crossed column bounds',
    spoiled(linear(), ['agents', 0, 'bounds'], { lower: [0, 3], upper: [null, 2] }),
    'agents[0].bounds.upper[1]',
    /crossed/,
  ],
  [
    'negative upper column bound',
    spoiled(linear(), ['agents', 0, 'bounds'], { upper: [-1, 2] }),
    'agents[0].bounds.upper[0]',
    /crossed/,
  ],
  [
    'agent without columns',
    spoiled(linear(), ['agents', 0, 'cost'], []),
    'agents[0].cost',
    /at least one column/,
  ],
  ['nobody', spoiled(linear(), ['agents'], []), 'agents', /Too small/],
  ['neither agents nor central', spoiled(linear(), ['agents'], undefined), 'agents', /either/],
  ['no resource', spoiled(linear(), ['resources'], []), 'resources', /Too small/],
  ['resource named twice', spoiled(linear(), ['resources', 1, 'id'], 'r1'), 'resources[1].id', /twice/],
  [
    'too many resources',
    spoiled(
      linear(),
      ['resources'],
      Array.from({ length: 1001 }, (_, i) => ({ id: `r${i}`, unit: 'u' })),
    ),
    'resources',
    /1000/,
  ],
  ['negative total', spoiled(linear(), ['total', 1], -5), 'total[1]', /negative/],
  ['equal shares of nothing stated', spoiled(linear(), ['total'], undefined), 'total', /needed/],
  ['strange endowments', spoiled(linear(), ['endowments'], 'mine'), 'endowments', /equal-with-dealer/],
  [
    'endowments for too few',
    spoiled(linear(), ['endowments'], { agents: [[4, 2]], dealer: [4, 3] }),
    'endowments.agents',
    /1 entries, not 2/,
  ],
  ['endowment too short', spoiled(linear(), ['endowments'], { agents: [[4, 2], [4]], dealer: [0, 0] }), 'endowments.agents[1]', /1 entries, not 2/], // prettier-ignore
  ['total that is not the sum', spoiled(linear(), ['endowments'], { agents: [[4, 2], [4, 2]], dealer: [0, 0] }), 'total[1]', /add up to 4/], // prettier-ignore
  ['negative dealer endowment', spoiled(linear(), ['endowments'], { agents: [[8, 5], [1, 0]], dealer: [-1, 0] }), 'endowments.dealer[0]', /negative/], // prettier-ignore
  ['negative cash', spoiled(linear(), ['cash'], -1), 'cash', />=0/],
  ['negative price', spoiled(linear(), ['initialPrices'], [0, -1]), 'initialPrices[1]', />=0/],
  ['prices too short', spoiled(linear(), ['initialPrices'], [0]), 'initialPrices', /1 entries, not 2/],
  [
    'sparse entry outside',
    spoiled(linear(), dense, { rows: 1, columns: 2, entries: [[0, 2, 1]] }),
    'agents[0].own.matrix.entries[0]',
    /outside/,
  ],
  [
    'sparse index not whole',
    spoiled(linear(), dense, { rows: 1, columns: 2, entries: [[0, 0.5, 1]] }),
    'agents[0].own.matrix.entries[0][1]',
    /int/,
  ],
  [
    'sparse of another width',
    spoiled(linear(), dense, { rows: 1, columns: 3, entries: [] }),
    'agents[0].own.matrix.columns',
    /3 columns, not 2/,
  ],
  ['grid without its offer', spoiled(linear(), ['agents', 1, 'role'], 'grid'), 'agents[1].grid', /role grid/],
  ['grid not last', spoiled(linear(), ['agents', 0, 'role'], 'grid'), 'agents[0].role', /last/],
  [
    'right that does not exist',
    spoiled(linear(), ['agents', 1], {
      ...secondAgent(),
      role: 'grid',
      grid: { ask: [1, 1], bid: [0, 0], capacity: [1, 1], importRight: [2, -1] },
    }),
    'agents[1].grid.importRight[0]',
    /no resource 2/,
  ],
  ['id used twice', spoiled(linear(), ['agents', 0, 'id'], 'agent-2'), 'agents[1].id', /twice/],
];

const centralCases: Case[] = [
  [
    'row over two blocks',
    spoiled(central(), ['central', 'own', 'matrix', 1], [0, 1, 2, 3]),
    'central.own.matrix[1]',
    /row 1 spans the blocks 0 and 1/,
  ],
  [
    'blocks that miss a column',
    spoiled(central(), ['central', 'blocks'], [2, 1]),
    'central.blocks',
    /add up to 3/,
  ],
  ['empty block', spoiled(central(), ['central', 'blocks'], [4, 0]), 'central.blocks[1]', />=1/],
  [
    'empty row that cannot hold',
    spoiled(central(), ['central', 'own'], { matrix: [[0, 0, 0, 0]], upper: [-1] }),
    'central.own.matrix[0]',
    /cannot meet/,
  ],
];

const randomCases: Case[] = [
  ['too many agents', { ...random, agents: 1e9 }, 'agents', /2000/],
  ['half an agent', { ...random, agents: 1.5 }, 'agents', /int/],
  ['coefficients upside down', { ...random, coefficients: [5, -1] }, 'coefficients', /low < high/],
  ['too much altogether', { ...random, agents: 2000, resources: 1000, columns: 500 }, 'agents', /8000000/],
];

const home = ['households', 0];
const communityCases: Case[] = [
  [
    'unknown field',
    spoiled(community(), [...home, 'pv', 'size'], 3),
    'households[0].pv.size',
    /unknown field/,
  ],
  [
    'negative capacity',
    spoiled(community(), [...home, 'battery', 'capacity'], -1),
    'households[0].battery.capacity',
    />=0/,
  ],
  [
    'range upside down',
    spoiled(community(), [...home, 'load', 'annualEnergy'], [3000, 2000]),
    'households[0].load.annualEnergy',
    /low is above high/,
  ],
  ['NaN', spoiled(community(), [...home, 'pv', 'peakPower'], NaN), 'households[0].pv.peakPower', /number/],
  [
    'efficiency above 1',
    spoiled(community(), [...home, 'battery', 'efficiency'], 1.1),
    'households[0].battery.efficiency',
    /<=1/,
  ],
  [
    'no time of day',
    spoiled(community(), [...home, 'appliances', 0, 'from'], '25:00'),
    'households[0].appliances[0].from',
    /time of day/,
  ],
  [
    'infinite connection',
    spoiled(community(), [...home, 'connection'], Infinity),
    'households[0].connection',
    /number/,
  ],
  ['no connection', spoiled(community(), [...home, 'connection'], 0), 'households[0].connection', />0/],
  ['endless households', spoiled(community(), [...home, 'count'], 1e9), 'households[0].count', /2000/],
  [
    'too many variables',
    spoiled({ ...community(), periods: 1000 }, [...home, 'count'], 2000),
    'households',
    /variables/,
  ],
  ['too many periods', spoiled(community(), ['periods'], 1e9), 'periods', /1000/],
  ['odd step', spoiled(community(), ['step'], 'PT7M'), 'step', /PT15M/],
  ['no such date', spoiled(community(), ['start'], '2025-13-40'), 'start', /no such date/],
  ['30 February', spoiled(community(), ['start'], '2025-02-30'), 'start', /no such date/],
  [
    '29 February of a common year',
    spoiled(community(), ['start'], '2025-02-29T06:00'),
    'start',
    /no such date/,
  ],
  [
    'two households of one name',
    {
      ...community(),
      households: [
        { id: 'a', load: { annualEnergy: 1000 } },
        { id: 'a', load: { annualEnergy: 1000 } },
      ],
    },
    'households[1].id',
    /'a' is used twice/,
  ],
  [
    'a household named as one of a group',
    {
      ...community(),
      households: [
        { id: 'a', count: 2, load: { annualEnergy: 1000 } },
        { id: 'a-2', load: { annualEnergy: 1000 } },
      ],
    },
    'households[1].id',
    /'a-2' is used twice/,
  ],
  [
    'a household named like the grid',
    spoiled(community(), ['households', 0], { id: 'grid', load: { annualEnergy: 1000 } }),
    'households[0].id',
    /'grid' is used twice/,
  ],
  [
    'two appliances of one name',
    spoiled(community(), [...home, 'appliances', 1], {
      id: 'dryer',
      energy: 1,
      power: 2,
      from: '10:00',
      to: '18:00',
    }),
    'households[0].appliances[1].id',
    /'dryer' is used twice/,
  ],
  [
    'a regulation without grid or island',
    { ...(spoiled(community(), ['grid'], undefined) as object), regulation: 'DE-2025' },
    'grid',
    /is missing: give `grid`/,
  ],
  [
    'no time zone',
    spoiled(community(), [...home, 'load'], {
      series: { csv: 'x.csv', column: 'a', unit: 'kW', time: 't', timeZone: 'Mars/Base' },
    }),
    'households[0].load.series.timeZone',
    /'Mars\/Base' is no time zone/,
  ],
  [
    'an offset beyond the day',
    spoiled(community(), [...home, 'load'], {
      series: { csv: 'x.csv', column: 'a', unit: 'kW', time: 't', timeZone: '+99:99' },
    }),
    'households[0].load.series.timeZone',
    /no time zone/,
  ],
  [
    'a series that is not there',
    spoiled(community(), [...home, 'load'], {
      series: { csv: 'missing.csv', column: 'a', unit: 'kW', time: 't' },
    }),
    'households[0].load.series',
    /missing\.csv: no such file/,
  ],
  ['unknown regulation', spoiled(community(), ['regulation'], 'XX'), 'regulation', /DE-2025/],
  ['no price', spoiled(community(), ['grid', 'retail'], undefined), 'grid.retail', /missing/],
  ['fee that eats the band', spoiled(community(), ['localFee'], 0.25), 'grid.retail', /never pay/],
  ['negative fee', spoiled(community(), ['localFee'], -0.01), 'localFee', /negative/],
  ['grid and island', spoiled(community(), ['island'], {}), 'grid', /either/],
  [
    'limit without value of lost load',
    spoiled(community(), ['grid', 'importLimit'], 0),
    'valueOfLostLoad',
    /needed/,
  ],
  [
    'participation of a synchronous market',
    { ...community(), communication: 'synchronous', participation: 0.5 },
    'participation',
    /asynchronous/,
  ],
  [
    'energy series in EUR',
    spoiled(community(), [...home, 'load'], {
      series: { csv: 'x.csv', column: 'a', unit: 'EUR/kWh', time: 't' },
    }),
    'households[0].load.series.unit',
    /price/,
  ],
  [
    'series without times',
    spoiled(community(), [...home, 'load'], { series: { csv: 'x.csv', column: 'a', unit: 'kW' } }),
    'households[0].load.series.time',
    /column with the times/,
  ],
  [
    'plant of no size',
    spoiled(community(), [...home, 'pv'], { tilt: 20 }),
    'households[0].pv.peakPower',
    /unless its series/,
  ],
];

const headCases: Case[] = [
  ['nothing', null, '', /object/],
  ['a list', [], '', /object/],
  ['unknown kind', { kind: 'magic' }, 'kind', /linear/],
  ['no id', { kind: 'random', agents: 2, resources: 2 }, 'id', /string/],
  ['id that is no name', { ...random, id: '../x' }, 'id', /letters/],
  ['book of another kind', { ...random, book: 'burn' }, 'book', /keep/],
  ['round cap of zero', { ...random, roundCap: 0 }, 'roundCap', />=1/],
];

describe.each([
  ['any scenario', headCases],
  ['linear', linearCases],
  ['central with blocks', centralCases],
  ['random', randomCases],
  ['community', communityCases],
])('%s', (_, cases) => {
  it.each(cases)('%s', async (_what, document, field, reason) => {
    const error = await errorOf(document);
    expect(error.field).toBe(field);
    expect(error.message).toMatch(reason);
  });
});
