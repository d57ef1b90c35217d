import type { BlockSeries } from './block-series.js';
import { pairedComparisons, type PairedComparison } from './paired-comparisons.js';
import { rankIntervals } from './rank-intervals.js';

const judged = (a: BlockSeries, b: BlockSeries): PairedComparison => pairedComparisons([a, b])[0]!;
const eight = [0.3, 0.35, 0.2, 0.4, 0.32, 0.28, 0.37, 0.31];

describe('one verdict on a pair', () => {
  it('is that they are equal below the resolution of solver and ledger, however regular the difference', () => {
    const found = judged(
      eight.map((value) => value + 9e-7),
      eight,
    );
    expect(found).toMatchObject({ p: 1, verdict: 'equal', difference: { mean: 0 } });
    // Money in the thousands is not known to a millionth of one.
    expect(
      judged(
        eight.map((value) => 5000 * value + 1e-4),
        eight.map((value) => 5000 * value),
      ).verdict,
    ).toBe('equal');
  });

  it('is that they are apart just above it', () => {
    const found = judged(
      eight.map((value) => value + 3e-6),
      eight,
    );
    expect(found).toMatchObject({ p: 2 ** -7, verdict: 'apart' });
  });

  it('is none where all blocks say the same: six times the same day are one block', () => {
    const [one, other] = [new Array<number>(6).fill(0.9), new Array<number>(6).fill(0.8)];
    expect(judged(one, other)).toMatchObject({ p: null, verdict: 'untested', appendix: null });
    const ranks = rankIntervals([one, other], pairedComparisons([one, other]), 'higher');
    expect(ranks).toEqual([
      { best: 1, worst: 2, tieGroup: 1 },
      { best: 1, worst: 2, tieGroup: 1 },
    ]);
    // The other is drawn: its blocks are blocks.
    expect(judged(one, eight.slice(0, 6)).verdict).toBe('apart');
  });

  it('is none with one block, or without a common one', () => {
    expect(judged([1], [0]).verdict).toBe('untested');
    expect(judged([1, null], [null, 0])).toMatchObject({ verdict: 'untested', p: null, difference: null });
  });

  it('is open where the interval crosses zero, whatever p says, and where differences cancel', () => {
    expect(judged([0.1, -0.1, 0.2, -0.2], [0, 0, 0, 0])).toMatchObject({ p: 1, verdict: 'open' });
    for (const { verdict, difference } of [
      judged([9, 0.1, 0.1, 0.1, 0.1, 0.1], new Array<number>(6).fill(0)),
    ])
      expect([verdict, difference!.low! > 0]).toEqual(
        difference!.low! > 0 ? ['apart', true] : ['open', false],
      );
  });

  it('does not let what cannot be tested weigh on the rest of the family', () => {
    const constant = new Array<number>(8).fill(5);
    const [pair] = pairedComparisons([
      eight,
      eight.map((value) => value - 0.01),
      constant,
      [...constant].fill(7),
    ]);
    const [alone] = pairedComparisons([eight, eight.map((value) => value - 0.01)]);
    expect(pair!.verdict).toBe(alone!.verdict);
  });
});
