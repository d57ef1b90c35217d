/** @short-form 1/3; each time: mean-interval.test.ts, tests-and-ranks.test.ts */
import { seededRng, type Rng } from '#market/rng.js';
import { isLong } from '#market/test/short-form.js';
import type { BlockSeries } from './block-series.js';
import { meanInterval } from './mean-interval.js';
import { pairedComparisons } from './paired-comparisons.js';
import { rankIntervals } from './rank-intervals.js';

const LEAGUES = isLong ? 2_000 : 150;
/**
 * 95 % +- 2 points at 2,000 leagues; fewer leagues wobble more (4 standard deviations). They are the same ones each time: of others
 * no share is certain, and one run in a thousand would be refused for nothing.
 */
const [least, most] = isLong ? [0.93, 0.97] : [0.88, 0.999];

describe(`nominal 95 % intervals in ${LEAGUES} simulated leagues`, () => {
  it.each([6, 10, 20])('cover the true mean with %i blocks of skewed scores', (blocks) => {
    const share = shareOf(`mean/${blocks}`, (rng) => {
      const { low, high } = meanInterval(teamSeries(rng, drawBlocks(rng, blocks), 0.6))!;
      return low! <= 0.6 && 0.6 <= high!;
    });
    expect(share).toBeGreaterThanOrEqual(least);
    expect(share).toBeLessThanOrEqual(most);
  });

  it.each([6, 10])('cover the true difference of two teams with %i blocks', (blocks) => {
    const share = shareOf(`difference/${blocks}`, (rng) => {
      const drawn = drawBlocks(rng, blocks);
      const [comparison] = pairedComparisons([teamSeries(rng, drawn, 0.7), teamSeries(rng, drawn, 0.6)]);
      const { low, high } = comparison!.difference!;
      return low! <= 0.1 && 0.1 <= high!;
    });
    expect(share).toBeGreaterThanOrEqual(least);
    expect(share).toBeLessThanOrEqual(most);
  });

  it('rank intervals hold for the whole board at once', () => {
    const means = [0.8, 0.6, 0.6, 0.6, 0.3];
    // equal teams may be in any order: their true ranks are 2 to 4
    const truth = [[1, 1], [2, 4], [2, 4], [2, 4], [5, 5]] as const; // prettier-ignore
    const share = shareOf('ranks', (rng) => {
      const drawn = drawBlocks(rng, 8);
      const series = means.map((mean) => teamSeries(rng, drawn, mean));
      return rankIntervals(series, pairedComparisons(series), 'higher').every(
        (rank, i) => rank!.best <= truth[i]![0] && truth[i]![1] <= rank!.worst,
      );
    });
    expect(share).toBeGreaterThanOrEqual(least);
  });
});

/** Share of simulated leagues that `holds`. */
function shareOf(label: string, holds: (rng: Rng) => boolean): number {
  let count = 0;
  for (let league = 0; league < LEAGUES; league++)
    if (holds(seededRng(`coverage/${label}/${league}`))) count++;
  return count / LEAGUES;
}

/** What a block does to everybody in it. */
function drawBlocks(rng: Rng, blocks: number): number[] {
  return Array.from({ length: blocks }, () => 0.1 * normal(rng));
}

/** A team's block means: quality, the block, and the mean of four matches' skewed noise. */
function teamSeries(rng: Rng, blocks: readonly number[], quality: number): BlockSeries {
  return blocks.map((block) => {
    let noise = 0;
    for (let match = 0; match < 4; match++) noise -= (-Math.log(1 - rng.next()) - 1) / 4;
    return quality + block + 0.1 * noise;
  });
}

function normal(rng: Rng): number {
  return Math.sqrt(-2 * Math.log(1 - rng.next())) * Math.cos(2 * Math.PI * rng.next());
}
