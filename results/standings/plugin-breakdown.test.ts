import { aMatch } from '../test/match-builder.js';
import { byHousehold, byOpponent } from './plugin-breakdown.js';

// To gain are 10 in each, 5 for each of two households, so that a saving of 5 is 1.
const results = [
  aMatch('1').inBlock(1).of('A', 'B').from(10).to(2).optimum(0).saving(5, 3).result(),
  aMatch('2').inBlock(1).of('B', 'A').from(10).to(2).optimum(0).saving(2, 6).result(),
  aMatch('3').inBlock(2).of('A', 'C').from(10).to(4).optimum(0).saving(1, 4).result(),
  aMatch('4').inBlock(2).of('B', 'C').from(10).to(0).optimum(0).saving(5, 5).result(),
];

it('tells what a plugin gained beside each that it met', () => {
  const rows = byOpponent('A', results).map(({ of, matches, own, others, difference }) => [
    ...[of, matches, own?.mean, others?.mean, difference?.mean],
  ]);
  expect(rows).toEqual([
    ['B', 2, expect.closeTo(1.1), expect.closeTo(0.5), expect.closeTo(0.6)],
    ['C', 1, expect.closeTo(0.2), expect.closeTo(0.8), expect.closeTo(-0.6)],
  ]);
});

it('tells what it gained with each type of household, where that is known', () => {
  const rows = byHousehold('A', results, (match, seat) =>
    match === '3' ? null : seat === 0 ? 'PV' : 'load only',
  );
  expect(rows.map(({ of, matches, own, others }) => [of, matches, own?.mean, others?.mean])).toEqual([
    ['PV', 1, expect.closeTo(1), expect.closeTo(0.4)],
    ['load only', 1, expect.closeTo(1.2), expect.closeTo(0.6)],
  ]);
});

it('counts no void match', () => {
  expect(byOpponent('A', [aMatch('1').of('A', 'B').ending('void').result()])).toEqual([]);
});
