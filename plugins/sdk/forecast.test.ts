import { ExponentialAverage } from './index.js';

it('weighs the newest observation', () => {
  const average = new ExponentialAverage(0.8);
  expect([...average.observe([1, 10])]).toEqual([1, 10]);
  // 0.8 * 2 + 0.2 * 1 = 1.8; 0.8 * 0 + 0.2 * 10 = 2
  expect([...average.observe([2, 0])]).toEqual([expect.closeTo(1.8, 12), expect.closeTo(2, 12)]);
  average.restart([5, 5]);
  expect([...average.observe([5, 5])]).toEqual([5, 5]);
});

it('can start from given values, and keeps them to itself', () => {
  const start = Float64Array.of(4);
  const average = new ExponentialAverage(0.5, start);
  start[0] = 100;
  const observed = average.observe([2]);
  expect([...observed]).toEqual([3]);
  observed[0] = 100;
  expect([...average.observe([3])]).toEqual([3]);
});

it('refuses weights that weigh nothing', () => {
  for (const weight of [0, -1, 1.1, NaN]) expect(() => new ExponentialAverage(weight)).toThrow(RangeError);
});
