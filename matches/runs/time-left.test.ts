import { TimeLeft } from './time-left.js';

/** What is told after each of the jobs that end at these seconds. */
function told(players: number, ends: readonly number[], total = ends.length): (number | null)[] {
  const left = new TimeLeft(players);
  return ends.map((end, i) => {
    left.jobOver(end);
    return left.of(total - i - 1);
  });
}

it('leaves out the first job of each player, whose process starts and whose code is cold', () => {
  // One player: 13 s for the first of 120 jobs, a second for each other. Pace so far would say 27 min.
  expect(told(1, [13.5, 14.5, 15.5, 16.5], 120)).toEqual([null, 118, 117, 116]);
});

it('knows that several play side by side', () => {
  // Two players whose jobs take 2 s each, 4 s the first: one ends every second, and ten are left after the fourth.
  expect(told(2, [4, 5, 6, 7], 14)).toEqual([null, null, null, 10]);
});

it('goes by what jobs take lately', () => {
  // Ten of a second, then ten of three: 29 s for the last ten, of which half count after twenty: (50 - 20) / 10 each.
  const ends = Array.from({ length: 30 }, (_, i) => (i < 10 ? i + 1 : 10 + 3 * (i - 9)));
  expect(told(1, ends, 40)[19]).toBe(60);
  expect(told(1, ends, 40)[9]).toBe(30);
});

it('says nothing while nothing can be said', () => {
  expect(told(4, [1, 1, 1, 1, 2, 2, 2])).toEqual(Array.from({ length: 7 }, () => null));
});
