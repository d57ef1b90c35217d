/** @short-form 1/3; each time: looks.test.ts, mean-interval.test.ts */
import { seededRng, type Rng } from '#market/rng.js';
import { isLong } from '#market/test/short-form.js';
import type { BlockSeries } from './block-series.js';
import { intervalOverLooks } from './interval-over-looks.js';
import { meanInterval } from './mean-interval.js';
import { studentQuantile } from './student-quantile.js';

const LEAGUES = isLong ? 2_000 : 80;
const LOOKS = [6, 8, 11, 16, 24];
/** Of 2,000 leagues 95 % +- 2 points, as at a single look; of fewer 4 standard deviations more. Always the same ones: no share of others is certain. */
const least = isLong ? 0.93 : 0.85;

const kinds: Record<string, (rng: Rng) => number> = {
  normal: (rng) => Math.sqrt(-2 * Math.log(1 - rng.next())) * Math.cos(2 * Math.PI * rng.next()),
  // the mean of four matches' skewed noise, as of a team's blocks
  skewed: (rng) => [1, 2, 3, 4].reduce((sum) => sum - Math.log(1 - rng.next()) / 4, -1),
};

describe(`intervals at ${LOOKS.length} looks in ${LEAGUES} simulated leagues`, () => {
  it.each(Object.entries(kinds))('hold the true mean at all of them together: %s', (kind, draw) => {
    let together = 0;
    let pointwise = 0;
    for (let league = 0; league < LEAGUES; league++) {
      const rng = seededRng(`interval-looks/${kind}/${league}`);
      const series: BlockSeries = Array.from({ length: LOOKS.at(-1)! }, () => draw(rng));
      const holds = (
        interval: (look: number) => { low: number | null; high: number | null } | null,
      ): boolean =>
        LOOKS.every((_, look) => {
          const { low, high } = interval(look)!;
          return low! <= 0 && 0 <= high!;
        });
      const seen = (look: number): BlockSeries => series.slice(0, LOOKS[look]);
      if (holds((look) => intervalOverLooks(seen(look), LOOKS.slice(0, look + 1)))) together += 1 / LEAGUES;
      if (holds((look) => meanInterval(seen(look)))) pointwise += 1 / LEAGUES;
    }
    if (isLong) process.stdout.write(`${kind}: ${JSON.stringify({ together, pointwise })}\n`);
    expect(together).toBeGreaterThanOrEqual(least);
    // Each at the whole level is no such thing.
    expect(pointwise).toBeLessThan(together);
    if (isLong) expect(pointwise).toBeLessThan(0.9);
  });
});

const six = [0.3, 0.35, 0.2, 0.4, 0.32, 0.28];

it('one planned look has the whole level, the first of several less', () => {
  expect(intervalOverLooks(six, undefined)).toEqual(meanInterval(six));
  const [whole, first] = [meanInterval(six)!, intervalOverLooks(six, [6])!];
  expect(first.low).toBeLessThan(whole.low!);
  expect(first.high).toBeGreaterThan(whole.high!);
  expect(first).toMatchObject({ mean: whole.mean, method: 'bootstrap-t', blocks: 6 });
});

it('what an earlier look left out stays out, as long as the mean is not there', () => {
  const first = intervalOverLooks(six, [6])!;
  expect(intervalOverLooks([...six, 0.1, 0.5, 0.3], [6, 9])).toMatchObject({
    low: first.low,
    high: first.high,
  });
  const fallen = [...six, ...six.map((value) => value - 0.4)];
  expect(intervalOverLooks(fallen, [6, 12])!.low).toBeLessThan(0.1);
});

it('equal blocks have no interval at any look', () => {
  expect(intervalOverLooks([1, 1, 1, 1], [2, 4])).toMatchObject({ mean: 1, low: null, high: null });
  expect(intervalOverLooks([], [0])).toBeNull();
});

it.each([
  [1, 0.025, 12.7062047362],
  [2, 0.005, 9.92484320092],
  [5, 0.025, 2.57058183564],
  [10, 0.0005, 4.58689385872],
  [29, 0.025, 2.04522964213],
])('Student with %d degrees of freedom exceeds with %d: %d', (freedom, tail, t) => {
  expect(studentQuantile(freedom, tail)).toBeCloseTo(t, 8);
});
