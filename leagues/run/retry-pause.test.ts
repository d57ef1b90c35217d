import { retryPause } from './retry-pause.js';

describe('the pause before a retry', () => {
  it.each([
    // failures, the shortest and the longest, seconds
    [1, 1, 3],
    [2, 6, 18],
    [3, 30, 90],
    [9, 30, 90],
  ])('after %d failures lies between %d and %d s, as it is drawn', (failures, shortest, longest) => {
    expect(retryPause(failures, () => 0)).toBe(shortest);
    expect(retryPause(failures, () => 0.5)).toBe((shortest + longest) / 2);
    expect(retryPause(failures, () => 1 - 1e-9)).toBeCloseTo(longest, 6);
  });

  it('differs among those who failed together', () => {
    expect(new Set(Array.from({ length: 20 }, () => retryPause(3))).size).toBeGreaterThan(1);
  });
});
