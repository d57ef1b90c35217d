import { fc } from '#market/test/seeded-properties.js';
import type { BlockSeries } from './block-series.js';
import { holmAdjusted } from './holm.js';
import { pairedComparisons } from './paired-comparisons.js';
import { rankIntervals } from './rank-intervals.js';
import { signFlipTests } from './sign-flip-test.js';
import { signFlips } from './sign-flips.js';
import { varianceReduction } from './variance-reduction.js';

const series = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 6, maxLength: 6 });

describe('sign-flip tests', () => {
  it('gives the p-value that counting gives', () => {
    // of the 8 sign patterns of (1, 2, 3) only +++ and --- reach |6|: 2/8; of (3, -1, 1), |3| is reached by 6
    const [all, mixed] = signFlipTests([
      [1, 2, 3],
      [3, -1, 1],
    ]);
    expect(all!.appendix.unadjusted).toBe(0.25);
    expect(mixed!.appendix.unadjusted).toBe(0.75);
    expect(all!.appendix.holm).toBe(0.5);
  });

  it('goes through every pattern up to 13 blocks and draws beyond, the observed one included', () => {
    expect(signFlips(13).patterns).toHaveLength(4096);
    expect(new Set(signFlips(6).patterns.map((pattern) => pattern.join())).size).toBe(32);
    expect(signFlips(14).exact).toBe(false);
    const clear = signFlipTests([new Array<number>(20).fill(1)])[0]!;
    expect(clear.appendix.unadjusted).toBeGreaterThan(0);
    expect(clear.appendix.unadjusted).toBeLessThan(0.001);
  });

  it('adjusts upwards, keeps the order of evidence and never beats the single test', () => {
    fc.assert(
      fc.property(fc.array(series, { minLength: 2, maxLength: 6 }), (differences) => {
        for (const { p, appendix } of signFlipTests(differences)) {
          expect(appendix.holm).toBeGreaterThanOrEqual(appendix.unadjusted);
          expect(p).toBeGreaterThanOrEqual(appendix.unadjusted - 1e-12);
          expect(p).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('adjusts by maxima over the family, stepping down', () => {
    // scaled sums under +++ -++ +-+ ++-: 1.41 0 0 1.41 and 0.90 0.90 1.51 0.30. Alone p = 2/4 and 3/4;
    // the larger of both reaches 1.41 three times
    const [first, second] = signFlipTests([
      [1, 1, 0],
      [3, -1, 1],
    ]);
    expect(first).toEqual({ p: 0.75, appendix: { unadjusted: 0.5, holm: 1 } });
    expect(second).toEqual({ p: 0.75, appendix: { unadjusted: 0.75, holm: 1 } });
  });

  it("matches Holm's worked example", () => {
    // 0.01, 0.04, 0.03, 0.005: x4, x3, x2, x1 in ascending order, made monotone
    const adjusted = holmAdjusted([0.01, 0.04, 0.03, 0.005]);
    [0.03, 0.06, 0.06, 0.02].forEach((expected, i) => expect(adjusted[i]).toBeCloseTo(expected, 12));
  });
});

describe('common blocks', () => {
  it('reports what pairing removed', () => {
    // the block moves both by 1, 2, 3, 4; the difference is constant: all variance gone
    expect(varianceReduction([1, 2, 3, 4], [0, 1, 2, 3])).toBeCloseTo(1, 12);
    // opposite moves: Var(a - b) = 4 Var a, so pairing doubled the variance
    expect(varianceReduction([1, 2, 3, null], [3, 2, 1, 0])).toBeCloseTo(-1, 12);
    expect(varianceReduction([1, null], [1, 2])).toBeNull();
  });
});

describe('ranks as intervals', () => {
  const noise = [0.01, -0.02, 0.015, 0, -0.01, 0.005, 0.02, -0.015];
  const about = (mean: number, turn: number): BlockSeries =>
    noise.map((_, b) => mean + noise[(b + turn) % noise.length]!);
  const ranksOf = (all: readonly BlockSeries[], better: 'higher' | 'lower' = 'higher') =>
    rankIntervals(all, pairedComparisons(all), better);

  it('separates what is apart and ties what is not', () => {
    const ranks = ranksOf([about(0.5, 0), about(0.9, 1), about(0.9, 3), about(0.1, 2)]);
    expect(ranks).toEqual([
      { best: 3, worst: 3, tieGroup: 2 },
      { best: 1, worst: 2, tieGroup: 1 },
      { best: 1, worst: 2, tieGroup: 1 },
      { best: 4, worst: 4, tieGroup: 3 },
    ]);
    expect(ranksOf([about(0.5, 0), about(0.9, 1)], 'lower')[0]).toMatchObject({ best: 1, worst: 1 });
  });

  it('does not rank by where matches happened to stop', () => {
    const [a, b] = ranksOf([new Array<number>(8).fill(1), new Array<number>(8).fill(1 - 1e-7)]);
    expect([a, b]).toEqual([
      { best: 1, worst: 2, tieGroup: 1 },
      { best: 1, worst: 2, tieGroup: 1 },
    ]);
  });

  it('claims nothing from five blocks: the smallest possible p is 1/16', () => {
    const ranks = ranksOf([about(0.9, 0).slice(0, 5), about(0.1, 1).slice(0, 5)]);
    expect(ranks).toEqual([
      { best: 1, worst: 2, tieGroup: 1 },
      { best: 1, worst: 2, tieGroup: 1 },
    ]);
  });

  it('does not depend on the order of contestants, and leaves the unscored out', () => {
    fc.assert(
      fc.property(fc.array(series, { minLength: 3, maxLength: 5 }), (all) => {
        const forwards = ranksOf(all).map((rank) => rank && [rank.best, rank.worst]);
        const backwards = ranksOf([...all].reverse()).map((rank) => rank && [rank.best, rank.worst]);
        expect(backwards.reverse()).toEqual(forwards);
      }),
      { numRuns: 30 },
    );
    expect(ranksOf([about(1, 0), about(0, 0).map(() => null)])).toEqual([
      { best: 1, worst: 1, tieGroup: 1 },
      null,
    ]);
  });
});
