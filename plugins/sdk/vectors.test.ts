import { add, clamp, dot, largest, mean, scale, subtract, vector } from './index.js';

it('calculates with lists of any kind and returns new vectors', () => {
  const prices = Float64Array.of(1, 2);
  expect(dot(prices, [3, -1])).toBe(1);
  expect(add(prices, [3, -1])).toEqual(Float64Array.of(4, 1));
  expect(subtract(prices, [3, -1])).toEqual(Float64Array.of(-2, 3));
  expect(scale(prices, -2)).toEqual(Float64Array.of(-2, -4));
  expect(vector(2, 7)).toEqual(Float64Array.of(7, 7));
  expect(mean([1, 2, 6])).toBe(3);
  expect(largest([1, -5, 2])).toBe(5);
  expect([mean([]), largest([])]).toEqual([0, 0]);
  expect(prices).toEqual(Float64Array.of(1, 2));
});

it('clamps between numbers or vectors', () => {
  expect(clamp([-1, 0.5, 3], 0, 1)).toEqual(Float64Array.of(0, 0.5, 1));
  expect(clamp([-1, 5], [-2, 0], [0, 4])).toEqual(Float64Array.of(-1, 4));
});

it('refuses vectors of different lengths', () => {
  for (const combine of [dot, add, subtract])
    expect(() => combine([1, 2], [1])).toThrow('vectors of 2 and 1 entries');
});
