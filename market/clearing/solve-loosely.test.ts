import { solveLoosely } from './solve-loosely.js';

it('solves what has one solution', () => {
  expect([...solveLoosely(2, [[2, 1], [1, 3]], [5, 10])]).toEqual([expect.closeTo(1, 12), expect.closeTo(3, 12)]); // prettier-ignore
});

it('leaves alone what need not change, and finds some solution where there are many', () => {
  const [x, y, z] = solveLoosely(3, [[1, 2, 0]], [4]);
  expect(x! + 2 * y!).toBeCloseTo(4, 12);
  expect(z).toBe(0);
});

it('passes over a row that says the same as others, also if it contradicts them in the last digit', () => {
  const rows = [[1, 1], [2, 2], [1, -1]]; // prettier-ignore
  const [x, y] = solveLoosely(2, rows, [3, 6 + 1e-9, 1]);
  expect([x, y]).toEqual([expect.closeTo(2, 8), expect.closeTo(1, 8)]);
});

it('has nothing to say where nothing can change', () => {
  expect([...solveLoosely(0, [[], []], [1, 2])]).toEqual([]);
  expect([...solveLoosely(2, [], [])]).toEqual([0, 0]);
});
