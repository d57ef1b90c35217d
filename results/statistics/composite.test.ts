import { fc } from '#market/test/seeded-properties.js';
import { compositeSeries } from './composite.js';
import { paretoFront } from './pareto.js';
import { rankStability, simplexGrid } from './weight-stability.js';

describe('composite', () => {
  it('weighs block by block and is missing where a weighted metric is', () => {
    const welfare = [1, 0.5, null];
    const cost = [0, 1, 1];
    const [first, second, third] = compositeSeries([welfare, cost], [3, 1]);
    expect(first).toBeCloseTo(0.75, 12);
    expect(second).toBeCloseTo(0.625, 12);
    expect(third).toBeNull();
    expect(compositeSeries([welfare, cost], [0, 1])).toEqual([0, 1, 1]);
    expect(compositeSeries([welfare], [0])).toEqual([null, null, null]);
  });
});

describe('stability of ranks', () => {
  it('knows the share of weights under which each is first', () => {
    // two metrics: x leads while its weight exceeds 2/3 (0.6 w > 0.4 w + 0.4 (1 - w)), y below
    const [x, y, z] = rankStability([
      [0.6, 0],
      [0.4, 0.4],
      [0.1, 0.1],
    ]);
    expect(x).toMatchObject({ best: 1, worst: 3 });
    expect(x!.firstShare).toBeCloseTo(1 / 3, 1);
    expect(y!.firstShare).toBeCloseTo(2 / 3, 1);
    expect(z).toMatchObject({ best: 2, firstShare: 0 });
  });

  it('shares out all weights', () => {
    const points = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(3), fc.nat(3)), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(points, (rows) => {
        const total = rankStability(rows).reduce((sum, { firstShare }) => sum + firstShare, 0);
        expect(total).toBeCloseTo(1, 9);
      }),
      { numRuns: 20 },
    );
    expect(simplexGrid(3, 4)).toHaveLength(15);
  });
});

describe('Pareto front', () => {
  it('keeps exactly the undominated', () => {
    expect(
      paretoFront([
        [1, 0, 0],
        [0.5, 0.5, 0.5],
        [0.5, 0.5, 0.4],
        [1, 0, 0],
      ]),
    ).toEqual([true, true, false, true]);
  });
});
