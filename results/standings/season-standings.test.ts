import type { Board } from './board.js';
import { seasonStandings } from './season-standings.js';

const board = (scores: Readonly<Record<string, number | null>>): Board =>
  ({
    rows: Object.entries(scores).map(([id, normalised]) => ({ id, composite: { normalised } })),
  }) as unknown as Board;
/** Each of a team of its own. */
const teamsOf = (...entrants: string[]) => Object.fromEntries(entrants.map((id) => [id, `of ${id}`]));
const placesOf = (boards: readonly Board[], ...entrants: string[]) =>
  seasonStandings(boards, teamsOf(...entrants)).map(({ submission, place }) => `${place} ${submission}`);

it('places are those of the mean over the leagues, without whoever is no entrant', () => {
  const boards = [board({ a: 0.2, b: 0.9, reference: 1 }), board({ a: 0.8, b: 0.3 })];
  expect(placesOf(boards, 'a', 'b')).toEqual(['1 b', '2 a']);
  expect(seasonStandings(boards, teamsOf('b'))).toEqual([
    { submission: 'b', place: 1, score: expect.closeTo(0.6) as number },
  ]);
});

it('equal scores share a place, and differences below the resolution are none', () => {
  expect(placesOf([board({ a: 0.5, b: 0.5 + 1e-9, c: 0.4, d: 0.6 })], 'a', 'b', 'c', 'd')).toEqual([
    ...['1 d', '2 a', '2 b', '4 c'],
  ]);
});

it('whoever could not be scored in one league comes last', () => {
  expect(placesOf([board({ a: 0.9, b: 0.1 }), board({ a: null, b: 0.1 })], 'a', 'b')).toEqual([
    ...['1 b', '2 a'],
  ]);
  expect(placesOf([board({ a: null })], 'a')).toEqual(['1 a']);
});

it('a team has the place of its best, whatever else it uploaded', () => {
  const boards = [board({ a1: 0.9, a2: 0.8, a3: null, b: 0.5, c: 0.5 })];
  const teams = { a1: 'a', a2: 'a', a3: 'a', b: 'b', c: 'c' };
  expect(seasonStandings(boards, teams).map(({ submission, place }) => `${place} ${submission}`)).toEqual([
    ...['1 a1', '2 b', '2 c'],
  ]);
});

it('a place is that of all leagues that entrants played: whoever stayed out of one has none', () => {
  const boards = [board({ a: 0.7, b: 0.9 }), board({ a: 0.6 }), board({ reference: 1 })];
  expect(placesOf(boards, 'a', 'b')).toEqual(['1 a', '2 b']);
  expect(seasonStandings(boards, teamsOf('b', 'a')).map(({ score }) => score)).toEqual([
    expect.closeTo(0.65),
    null,
  ]);
});
