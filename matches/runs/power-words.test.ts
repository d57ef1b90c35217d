import { powerWords } from './power-words.js';

/** Rows of one metric each, block by block. */
function words(
  series: readonly (readonly number[])[],
  blocks: number,
  looks: readonly number[] | null = null,
  most: number | null = null,
): string | null {
  const rows = series.map((cost) => ({ blockScores: { welfare: cost, cost, convergence: cost } }));
  return powerWords({ rows, weights: { welfare: 0, cost: 1, convergence: 0 }, looks }, blocks, most);
}

/** Their differences are ±0.1 in half of the blocks each, so that they spread by 0.1 x sqrt(n / (n - 1)). */
const pair = (n: number): number[][] => [
  Array.from({ length: n }, () => 0.5),
  Array.from({ length: n }, (_, i) => 0.5 + (i % 2 ? 0.1 : -0.1)),
];

it('says what blocks show, and what more of them would', () => {
  // By SciPy's noncentral t: 0.1571 and 12; 0.02843 and 201.
  expect(words(pair(6), 6)).toBe(
    'With 6 blocks differences of scores below 0.16 stay invisible; 12 would show 0.1.',
  );
  expect(words(pair(100), 100)).toBe(
    'With 100 blocks differences of scores below 0.028 stay invisible; 201 would show 0.02.',
  );
});

it('counts with the share of the level that the first look of an extensible run has', () => {
  // Noncentral t at 5/8 of the level: 0.1769 and 14.
  expect(words(pair(6), 6, [6])).toMatch(/below 0\.18 stay invisible; 14 would show 0\.1/);
});

it('advises no more blocks than there are days', () => {
  expect(words(pair(6), 6, null, 12)).toMatch(/; 12 would show 0\.1\.$/);
  // Noncentral t: 0.1091.
  expect(words(pair(6), 6, null, 10)).toMatch(/; 10, for which there are days, would show 0\.11\.$/);
  expect(words(pair(6), 6, null, 6)).toMatch(/stay invisible; there are no days for more\.$/);
});

it('says where blocks show nothing, and nothing where nothing is known', () => {
  expect(words(pair(6), 5)).toBe('With 5 blocks no difference of scores can be told from chance.');
  expect(words(pair(1), 6)).toBeNull();
  expect(words([[1, 2, 3]], 6)).toBeNull();
  expect(
    words(
      [
        [1, 2],
        [1, 2],
      ],
      6,
    ),
  ).toBeNull();
});
