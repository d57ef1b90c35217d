import { fc } from '#market/test/seeded-properties.js';
import { boardLatex } from '../export/latex-table.js';
import { aMatch } from '../test/match-builder.js';
import { dealerBoard } from './build-board.js';
import { roundedTogether, shownShares, shownSharesOf } from './shown-shares.js';

const sumOf = (values: readonly number[], decimals: number): string =>
  values.reduce((sum, value) => sum + value, 0).toFixed(decimals);

it('rounds three thirds to what adds up', () => {
  expect(roundedTogether([1 / 3, 1 / 3, 1 / 3], 3)).toEqual([0.334, 0.333, 0.333]);
  // 74.34 + 8.23 + 0.04 + 17.39: by themselves 74.3, 8.2, 0.0 and 17.4, which is 99.9.
  expect(roundedTogether([0.7434, 0.0823, 0.0004, 0.1739], 3)).toEqual([0.743, 0.082, 0.001, 0.174]);
  expect(roundedTogether([1.4951, 0.0112, -0.6804, 0.1741], 3)).toEqual([1.495, 0.011, -0.68, 0.174]);
  expect(roundedTogether([], 3)).toEqual([]);
});

it('moves none by a whole unit, and none that needs no rounding', () => {
  const numbers = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(numbers, fc.integer({ min: 0, max: 4 }), (values, decimals) => {
      const rounded = roundedTogether(values, decimals);
      const unit = 10 ** -decimals;
      expect(Number(sumOf(rounded, decimals))).toBeCloseTo(
        Math.round(values.reduce((sum, value) => sum + value, 0) / unit) * unit,
        9,
      );
      values.forEach((value, i) => expect(Math.abs(rounded[i]! - value)).toBeLessThan(unit * (1 + 1e-9)));
    }),
  );
  expect(roundedTogether([0.57, 0.29, 0.14], 2)).toEqual([0.57, 0.29, 0.14]);
});

describe('a board on which three got a third each', () => {
  const match = aMatch('1').of('A').from(10).to(7).gridOnly(10);
  const third = match.saving(1).givingTheGrid(1).dealtBy('passive', 1).result();
  const contestants = [{ id: 'passive', name: 'passive', version: '1', baseline: true }];
  const weights = { welfare: 1, cost: 1, convergence: 1 };
  const board = dealerBoard({ contestants, matches: [third], weights });

  it('has exact shares, and shows what adds up', () => {
    expect(board.rows[0]!.shown['gridShare']!.mean).toBeCloseTo(1 / 3, 15);
    const shown = { householdsShare: 0.334, gridShare: 0.333, dealerShare: 0.333, feesShare: 0 };
    expect(shownSharesOf(board.rows[0]!, 3)).toEqual(shown);
    expect(shownSharesOf({ shown: { ...board.rows[0]!.shown, feesShare: null } }, 3)).toEqual({});
    expect(Object.values(shownShares(third.report.gainShares!, 4))).toEqual([0.3334, 0.3333, 0.3333, 0]);
  });

  it('has a LaTeX table that adds up', () => {
    const table = boardLatex(board, 'Dealers').split('\\begin{table}')[2]!;
    const means = [...table.matchAll(/\$(-?\d+\.\d+)\$ \{/g)].map(([, mean]) => Number(mean));
    expect(means).toEqual([0.334, 0.333, 0.333, 0]);
  });
});
