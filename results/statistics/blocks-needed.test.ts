import { seededRng } from '#market/rng.js';
import { blocksNeeded, FEWEST_BLOCKS, visibleDifference } from './blocks-needed.js';
import { signFlipTests } from './sign-flip-test.js';

it('six blocks are the fewest that tell a pair apart: a sign-flip test of five has no p below 1/16', () => {
  expect(FEWEST_BLOCKS).toBe(6);
  const apart = (blocks: number): number => signFlipTests([new Array<number>(blocks).fill(1)])[0]!.p;
  expect([apart(5) > 0.05, apart(6) > 0.05]).toEqual([true, false]);
  expect(visibleDifference(5, { spread: 0.001, pairs: 1 })).toBeNull();
});

it('needs what tables give: 34 pairs for half a standard deviation (Cohen 1988, 80 % at 5 %)', () => {
  expect(blocksNeeded(0.5, { spread: 1, pairs: 1 }, 1_000)).toBe(34);
  expect(blocksNeeded(1e-6, { spread: 1, pairs: 1 }, 1_000)).toBeNull();
});

// Half the level over all pairs, by another program (SciPy's noncentral t).
it.each([
  [6, 3, 1.8768],
  [6, 28, 3.0663],
  [6, 190, 4.5628],
  [8, 66, 2.4641],
  [10, 28, 1.7231],
  [30, 1, 0.5292],
])('with %i blocks and %i pairs sees what tables of the noncentral t give', (blocks, pairs, visible) => {
  expect(visibleDifference(blocks, { spread: 1, pairs })).toBeCloseTo(visible, 3);
});

it('is the way back from blocks to the difference that they show', () => {
  for (const blocks of [8, 14, 40]) {
    const contest = { spread: 0.2, pairs: 3 };
    const seen = visibleDifference(blocks, contest);
    expect(seen && blocksNeeded(seen * 1.0001, contest, 1_000)).toBe(blocks);
  }
});

it('holds in simulated leagues: the sign-flip test sees the difference in about four of five', () => {
  const rng = seededRng('power');
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - rng.next())) * Math.cos(2 * Math.PI * rng.next());
  const blocks = 12;
  const difference = visibleDifference(blocks, { spread: 1, pairs: 1 })!;
  const leagues = 500;
  let seen = 0;
  for (let i = 0; i < leagues; i++) {
    const series = Array.from({ length: blocks }, () => difference + normal());
    if (signFlipTests([series])[0]!.p <= 0.05) seen++;
  }
  expect(seen / leagues).toBeGreaterThan(0.74);
  expect(seen / leagues).toBeLessThan(0.86);
});
