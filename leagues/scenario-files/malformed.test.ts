import { refuses, type Case } from './test/malformed.js';

const random = { kind: 'random', id: 'r', agents: 2, resources: 2 };
const asleep = { ...random, communication: 'asynchronous' };

const randomCases: Case[] = [
  ['too many agents', { ...random, agents: 1e9 }, 'agents', /2000/],
  ['half an agent', { ...random, agents: 1.5 }, 'agents', /int/],
  ['coefficients upside down', { ...random, coefficients: [5, -1] }, 'coefficients', /low < high/],
  ['too much altogether', { ...random, agents: 2000, resources: 1000, columns: 500 }, 'agents', /8000000/],
];

const headCases: Case[] = [
  ['nothing', null, '', /object/],
  ['a list', [], '', /object/],
  ['unknown kind', { kind: 'magic' }, 'kind', /linear/],
  ['no id', { kind: 'random', agents: 2, resources: 2 }, 'id', /is missing/],
  ['id that is no name', { ...random, id: '../x' }, 'id', /letters/],
  ['book of another kind', { ...random, book: 'burn' }, 'book', /keep/],
  ['a close of another kind', { ...random, closing: 'candle' }, 'closing', /fixed, \{ random/],
  ['a close without its rounds', { ...random, closing: { soft: {} } }, 'closing.soft.extend', /is missing/],
  [
    'a hazard above 1',
    { ...random, closing: { random: { from: 3, hazard: 1.1 } } },
    'closing.random.hazard',
    /<=1/,
  ],
  [
    'a close beyond the cap',
    { ...random, roundCap: 9, closing: { soft: { from: 10, extend: 1 } } },
    'closing',
    /roundCap/,
  ],
  [
    'wake-ups of who all speak at once',
    { ...random, asynchronous: { window: 0 } },
    'asynchronous',
    /add `communication/,
  ],
  [
    'a probability above 1',
    { ...asleep, asynchronous: { agents: { 'agent-1': 2 } } },
    'asynchronous.agents.agent-1',
    /at most 1/,
  ],
  [
    'what readers of maps skip',
    { ...asleep, asynchronous: { agents: JSON.parse('{"__proto__": 0.5}') as object } },
    'asynchronous.agents.__proto__',
    /nothing may be called so/,
  ],
  ['half a round', { ...asleep, asynchronous: { window: 0.5 } }, 'asynchronous.window', /make it 1, or 0/],
  [
    'two ways to wake',
    { ...asleep, participation: 0.5, asynchronous: { rate: 1 } },
    'asynchronous.rate',
    /state either/,
  ],
  ['a rate of nothing', { ...asleep, asynchronous: { rate: 5e-324 } }, 'asynchronous.rate', />=0.000001/],
  [
    'a window of nothing',
    { ...asleep, asynchronous: { rate: 1, window: 1e-300 } },
    'asynchronous.window',
    />=0.000001/,
  ],
  [
    'information of another kind',
    { ...asleep, asynchronous: { information: 'none' } },
    'asynchronous.information',
    /asymmetric/,
  ],
  ['an id that addresses lose', { ...random, id: '..' }, 'id', /dots alone/],
  ['round cap of zero', { ...random, roundCap: 0 }, 'roundCap', />=1/],
];

refuses('any scenario', random, headCases);
refuses('random', random, randomCases);
