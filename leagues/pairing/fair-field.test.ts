import { leagueFrom } from '../definition/load-league.js';
import { fairField } from './fair-field.js';
import { planRun } from './plan-run.js';
import type { FrozenSubmission } from './run-plan.js';

const plugin = (name: string, more: Partial<FrozenSubmission> = {}): FrozenSubmission => ({
  ...{ id: name, name, kind: 'agent', version: '1', sha256: name, baseline: !name.includes('/'), ...more },
});
const passive = plugin('passive', { kind: 'dealer' });
const league = (fields: object) =>
  leagueFrom({ id: 'l', title: 'L', format: 'self-play', scenarios: ['s'], blocks: 1, ...fields }, 'l');
const many = (team: string, count: number): FrozenSubmission[] =>
  Array.from({ length: count }, (_, i) => plugin(`${team}/p${i + 1}`));
const names = (fields: object, there: readonly FrozenSubmission[]): string =>
  fairField(league(fields), there)
    .entrants.map(({ name }) => name)
    .join(' ');

it.each<[string, object, readonly FrozenSubmission[], string]>([
  ['the newest of every team', {}, [...many('a', 5), ...many('b', 2)], 'a/p3 a/p4 a/p5 b/p1 b/p2'],
  ['as many as the league says', { entrantsPerTeam: 1 }, [...many('a', 3), ...many('b', 2)], 'a/p3 b/p2'],
  [
    'of copies the newest, which counts once',
    { entrantsPerTeam: 2 },
    [
      plugin('a/x'),
      plugin('a/y', { sha256: 's' }),
      plugin('a/z', { sha256: 's' }),
      plugin('b/z', { sha256: 's' }),
    ],
    'a/x a/z b/z',
  ],
  [
    'whoever is named, and counts first',
    { entrants: ['all', 'a/p1'], entrantsPerTeam: 2 },
    many('a', 4),
    'a/p1 a/p4',
  ],
  [
    'all that is named',
    { entrants: ['a/p1', 'a/p2', 'a/p3', 'a/p4'], entrantsPerTeam: 1 },
    many('a', 4),
    'a/p1 a/p2 a/p3 a/p4',
  ],
  [
    'of each kind by itself, without those of seasons before',
    { dealers: 'all', entrantsPerTeam: 1 },
    [plugin('a/q'), plugin('a/q', { kind: 'dealer', id: 'd' }), plugin('a/w@2025'), plugin('truthful')],
    'a/q a/q a/w@2025 truthful',
  ],
])('lets play %s', (_, fields, there, expected) => {
  expect(names(fields, there)).toBe(expected);
});

it('says who is left out, and why', () => {
  const there = [plugin('a/old'), plugin('a/x', { sha256: 's' }), plugin('a/y', { sha256: 's' })];
  expect(fairField(league({ entrantsPerTeam: 1 }), there).leftOut).toEqual([
    { kind: 'agent', name: 'a/x', reason: 'copy' },
    { kind: 'agent', name: 'a/old', reason: 'share' },
  ]);
});

const mixed = {
  format: 'mixed',
  matchSize: 4,
  blocks: 10,
  scenarios: ['s', 't'],
  marginalContribution: true,
};

it('gives every team one fewer where a run of all could not be planned, whatever one team has', () => {
  const references = ['truthful', ...'bcdefgh'].map((name) => plugin(name));
  const teams = Array.from({ length: 6 }, (_, team) => many(`t${team}`, 20)).flat();
  const definition = league({ ...mixed, entrantsPerTeam: 20 });
  expect(() => planRun(definition, [passive, ...references, ...teams], 's')).toThrow(/design|matches/);
  const { entrants } = fairField(definition, [passive, ...references, ...teams]);
  const ofTeam = Map.groupBy(
    entrants.filter(({ baseline }) => !baseline),
    ({ name }) => name.split('/')[0],
  );
  const sizes = new Set([...ofTeam.values()].map(({ length }) => length));
  expect([ofTeam.size, sizes.size]).toEqual([6, 1]);
  expect(planRun(definition, entrants, 's').matches.length).toBeGreaterThan(0);
});
