import { mayEnter } from './entrants.js';

const mine = { kind: 'agent', name: 'sunny/mine', id: '1' } as const;

it.each<[boolean, Parameters<typeof mayEnter>[0], Parameters<typeof mayEnter>[1]]>([
  [true, { entrants: 'all', dealers: ['passive'] }, mine],
  [true, { entrants: ['truthful', 'sunny/mine'], dealers: 'all' }, mine],
  [true, { entrants: ['1'], dealers: 'all' }, mine],
  [false, { entrants: ['truthful', 'windy/mine'], dealers: 'all' }, mine],
  [false, { entrants: 'all', dealers: 'all', mixes: [['truthful']] }, mine],
  [true, { entrants: ['truthful'], dealers: 'all', mixes: [['truthful', 'sunny/mine']] }, mine],
  [false, { entrants: 'all', dealers: ['passive'] }, { ...mine, kind: 'dealer' }],
  [true, { entrants: ['truthful'], dealers: ['passive', 'sunny/mine'] }, { ...mine, kind: 'dealer' }],
])('whether a plugin may enter is %s in %j', (expected, league, plugin) => {
  expect(mayEnter(league, plugin)).toBe(expected);
});
