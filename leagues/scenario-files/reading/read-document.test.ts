import { documentFrom } from './read-document.js';

/** A map of so many short keys. */
const keys = (count: number): string => Array.from({ length: count }, (_, i) => `k${i}: 1`).join('\n');

/** ms of processor time */
function reading(count: number): number {
  const before = process.cpuUsage();
  expect(Object.keys(documentFrom(keys(count), 'keys.yaml') as object)).toHaveLength(count);
  return process.cpuUsage(before).user / 1000;
}

it('a map of four times the keys takes about four times as long to read', () => {
  // The first readings are of code that is not compiled yet.
  for (let i = 0; i < 3; i++) reading(10_000);
  expect(reading(40_000)).toBeLessThan(9 * reading(10_000));
});

it('keys that are the same to JSON are the same', () => {
  expect(() => documentFrom('a: { 1: x, "1": y }', 'keys.yaml')).toThrow(/the field '1' is given twice/);
  expect(documentFrom('- a: 1\n- a: 2\n', 'keys.yaml')).toEqual([{ a: 1 }, { a: 2 }]);
});
