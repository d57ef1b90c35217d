import { gini } from './inequality.js';

it.each([
  ['nobody', [], 0],
  ['all the same', [2, 2, 2], 0],
  ['one has all of four', [0, 0, 0, 8], 0.75],
  ['1, 2, 3', [3, 1, 2], 2 / 9], // ((-2) 1 + 0 + 2 x 3) / (3 x 6)
  ['one gains what another loses', [-1, 1], 0.5], // (1 + 1) / (2 x 2)
])('%s', (_, benefits, expected) => {
  expect(gini(benefits)).toBeCloseTo(expected, 12);
});

it('stays within [0, 1] for gains and losses', () => {
  expect(gini([-5, -1, 0, 2, 9])).toBeLessThanOrEqual(1);
  expect(gini([-5, -1, 0, 2, 9])).toBeGreaterThan(0);
});
