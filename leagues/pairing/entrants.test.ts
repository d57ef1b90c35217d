import { leagueFrom } from '../definition/load-league.js';
import { availableTo, fieldOf, mayEnter } from './entrants.js';
import type { FrozenSubmission } from './run-plan.js';

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

const plugin = (id: string, name: string, kind: 'agent' | 'dealer' = 'agent'): FrozenSubmission => ({
  ...{ id, name, kind, version: '1', sha256: id, baseline: false },
});
const THERE = [
  plugin('t', 'truthful'),
  plugin('m', 'sunny/mine'),
  plugin('c', 'sunny/mine@2025'),
  plugin('d', 'windy/other@2026'),
  plugin('p', 'passive', 'dealer'),
  plugin('q', 'sunny/desk@2026', 'dealer'),
];
const league = (fields: object) =>
  leagueFrom({ id: 'l', title: 'L', format: 'self-play', scenarios: ['s'], blocks: 1, ...fields }, 'l');

it.each<[object, string, string]>([
  [{}, 'm t', 'p'],
  [{ entrants: ['all', 'champions'] }, 'c d m t', 'p'],
  [{ entrants: ['truthful', 'champions@2026'] }, 'd t', 'p'],
  [{ entrants: ['truthful', 'champions@2024'] }, 't', 'p'],
  [{ entrants: ['sunny/mine@2025', 'c'] }, 'c', 'p'],
  [{ dealers: ['passive', 'champions'] }, 'm t', 'p q'],
  [{ dealers: 'all' }, 'm t', 'p'],
])('in %j play %s, dealt by %s', (fields, agents, dealers) => {
  const definition = league(fields);
  const field = fieldOf(definition, availableTo(definition, THERE));
  expect([field.agents.join(' '), field.dealers.join(' ')]).toEqual([agents, dealers]);
  // What is frozen with a run is enough to plan it again.
  expect(fieldOf(definition, THERE)).toMatchObject({ agents: field.agents, dealers: field.dealers });
});

it('champions are frozen only with leagues that speak of them', () => {
  const ids = (fields: object): string =>
    availableTo(league(fields), THERE)
      .map(({ id }) => id)
      .join('');
  expect([ids({}), ids({ entrants: ['champions'] })]).toEqual(['tmp', 'tmcdpq']);
});
