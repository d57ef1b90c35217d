import { workedExample as linear, workedMarket } from '../../test/worked-example.js';
import { refuses, spoiled, type Case } from '../test/malformed.js';

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
  [
    'negative price',
    spoiled(linear(), ['initialPrices'], [0, -1]),
    'initialPrices[1]',
    /must not be negative/,
  ],
  ['more exact resources than there are', spoiled(linear(), ['exact'], 3), 'exact', /there are 2 resources/],
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

refuses('linear', linear(), linearCases);
refuses('central with blocks', central(), centralCases);
