import { fc } from '#market/test/seeded-properties.js';
import {
  entriesOf,
  sparseFromEntries,
  sparseFromRows,
  stackRows,
  times,
  transposeTimes,
  type Entry,
} from './sparse-matrix.js';
import { denseRows } from '../test/dense-rows.js';

// | 1 0 2 |
// | 0 0 3 |
const rows = [
  [1, 0, 2],
  [0, 0, 3],
];
const matrix = sparseFromRows(rows, 3);

it('keeps columns with their rows ascending and no zeros', () => {
  expect([...matrix.starts]).toEqual([0, 1, 1, 3]);
  expect([...matrix.rowOf]).toEqual([0, 0, 1]);
  expect([...matrix.values]).toEqual([1, 2, 3]);
  expect([...entriesOf(matrix)]).toEqual([[0, 0, 1], [0, 2, 2], [1, 2, 3]]); // prettier-ignore
});

it('is the same from entries in any order, which add up and may cancel', () => {
  const entries: Entry[] = [[1, 2, 3], [1, 1, 4], [0, 2, 1.5], [0, 0, 1], [1, 1, -4], [0, 2, 0.5]]; // prettier-ignore
  expect(sparseFromEntries(2, 3, entries)).toEqual(matrix);
});

it('adds up entries like a dense matrix does', () => {
  const entry = fc.tuple(fc.nat(4), fc.nat(3), fc.integer({ min: -3, max: 3 }));
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 30 }), (entries) => {
      const dense = Array.from({ length: 5 }, () => [0, 0, 0, 0]);
      for (const [i, j, value] of entries) dense[i]![j]! += value;
      expect(sparseFromEntries(5, 4, entries)).toEqual(sparseFromRows(dense, 4));
    }),
  );
});

it('multiplies from both sides', () => {
  expect([...times(matrix, [1, 5, 2])]).toEqual([5, 6]);
  expect([...transposeTimes(matrix, [1, 2])]).toEqual([1, 0, 8]);
});

it('stacks one matrix on another', () => {
  const stacked = stackRows(matrix, sparseFromRows([[0, 7, 8]], 3));
  expect(denseRows(stacked)).toEqual([...rows, [0, 7, 8]]);
});

it('refuses what does not fit', () => {
  expect(() => sparseFromRows([[1], [1, 2]], 1)).toThrow('row 1 has 2 entries');
  expect(() => sparseFromEntries(2, 2, [[2, 0, 1]])).toThrow('outside a 2 x 2 matrix');
  expect(() => sparseFromEntries(2, 2, [[0, -1, 1]])).toThrow('outside a 2 x 2 matrix');
  expect(() => stackRows(matrix, sparseFromRows([[1]], 1))).toThrow('cannot stack');
});
