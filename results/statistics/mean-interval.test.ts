import { differenceBounds, meanInterval } from './mean-interval.js';
import { momentsOf } from './moments.js';

describe('mean with interval', () => {
  it("gives Student's interval for few blocks", () => {
    // t.test(1:4) in R: 0.4457397 to 4.5542603
    const { mean, low, high, method } = meanInterval([1, 2, null, 3, 4])!;
    expect({ mean, method }).toEqual({ mean: 2.5, method: 'student-t' });
    expect(low).toBeCloseTo(0.4457397, 6);
    expect(high).toBeCloseTo(4.5542603, 6);
    // 2 values: 12.7062 * 0.5
    expect(meanInterval([1, 2])!.high).toBeCloseTo(1.5 + 12.706204736 / 2, 8);
  });

  it('takes more blocks than a function takes arguments', () => {
    const million = new Array<number>(1e6).fill(3);
    expect(meanInterval(million)).toEqual({ mean: 3, low: null, high: null, blocks: 1e6, method: 'none' });
  });

  it('agrees with the bootstrap-t distribution written out in full', () => {
    const values = [52, 104, 146, 10, 51];
    const exact = everyResample(values);
    const { mean, low, high, method } = meanInterval(values)!;
    const { error } = momentsOf(values);
    expect(method).toBe('bootstrap-t');
    // 1999 of 3125 equally likely resamples: each end must lie between the exact 1.5 and 3.5 % points
    const upper = (low! - mean) / -error;
    const lower = (high! - mean) / -error;
    expect(upper).toBeGreaterThanOrEqual(quantile(exact, 0.965));
    expect(upper).toBeLessThanOrEqual(quantile(exact, 0.985));
    expect(lower).toBeGreaterThanOrEqual(quantile(exact, 0.015));
    expect(lower).toBeLessThanOrEqual(quantile(exact, 0.035));
    expect(high! - mean).toBeGreaterThan(mean - low!); // skewed to the right, as the data are
  });

  it("gives Student's interval where most blocks are equal: resamples without spread would make it as wide as can be", () => {
    // seven of ten at a half, none in the others: 0.35 +- 2.2621572 x 0.0763763
    const { mean, low, high, method } = meanInterval([0, 0, 0, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5])!;
    expect([mean, method]).toEqual([0.35, 'student-t']);
    expect([low, high]).toEqual([expect.closeTo(0.1772248, 6), expect.closeTo(0.5227752, 6)]);
    // a half of them: one resample in 500 has no spread
    expect(meanInterval([0, 0, 0, 0, 0, 1, 1, 1, 1, 1])!.method).toBe('bootstrap-t');
  });

  it('says nothing it does not know, and stays within what can be', () => {
    expect(meanInterval([null, null])).toBeNull();
    expect(meanInterval([3])).toEqual({ mean: 3, low: null, high: null, blocks: 1, method: 'none' });
    const bounded = meanInterval([1, 1, 0.7, 1, 0.9, 1], { bounds: { high: 1 } })!;
    expect(bounded.high).toBe(1);
    expect(Number.isFinite(bounded.low)).toBe(true);
  });

  it.each([[[1, 1, 1, 1, 1, 1]], [[0, 0, 0]], [[0.1 + 0.2, 0.3, 0.3, 0.3, 0.3]]])(
    'claims no certainty where all blocks are equal: %p',
    (values) => {
      expect(meanInterval(values)).toMatchObject({
        ...{ low: null, high: null, blocks: values.length, method: 'none' },
      });
    },
  );

  it('keeps differences of shares between -1 and 1', () => {
    expect(differenceBounds({ low: 0, high: 1 })).toEqual({ low: -1, high: 1 });
    expect(differenceBounds({ high: 1 })).toEqual({ low: -Infinity, high: Infinity });
    const bounds = differenceBounds({ low: 0, high: 1 });
    const { low, high } = meanInterval([1, 1, 0], { bounds })!;
    expect(meanInterval([1, 1, 0])!.high).toBeGreaterThan(1);
    expect([low! < 0, high]).toEqual([true, 1]);
  });

  it('is the same every time', () => {
    const values = [0.1, 0.5, 0.2, 0.9, 0.4, 0.7];
    expect(meanInterval(values)).toEqual(meanInterval(values));
    expect(meanInterval(values, { seed: 'other' })).not.toEqual(meanInterval(values));
  });
});

/** t* of every resample of five values, ascending, with the same smallest error. */
function everyResample(values: readonly number[]): number[] {
  const { mean, error } = momentsOf(values);
  const found: number[] = [];
  for (let code = 0; code < values.length ** values.length; code++) {
    let rest = code;
    const drawn = values.map(() => {
      const value = values[rest % values.length]!;
      rest = Math.floor(rest / values.length);
      return value;
    });
    const moments = momentsOf(drawn);
    found.push((moments.mean - mean) / Math.max(moments.error, 0.1 * error));
  }
  return found.sort((a, b) => a - b);
}

function quantile(ascending: readonly number[], share: number): number {
  return ascending[Math.round(share * (ascending.length - 1))]!;
}
