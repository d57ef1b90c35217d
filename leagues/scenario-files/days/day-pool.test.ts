import type { FieldError } from '../reading/scenario-error.js';
import { dayPool, startOfDay, type DayPool } from './day-pool.js';
import type { DaysDocument } from './days-schema.js';

const year: DaysDocument = { from: ['2025-01-01/2025-12-31'] };
const weekdayOf = (day: string): number => new Date(startOfDay(day) * 1000).getUTCDay();
const seasonOf = (day: string): number => Math.floor((Number(day.slice(5, 7)) % 12) / 3);
const counted = (days: readonly string[], of: (day: string) => number): Record<number, number> =>
  Object.fromEntries([...Map.groupBy(days, of)].map(([stratum, list]) => [stratum, list.length]));

function refusal(document: DaysDocument): string {
  try {
    dayPool('a', document);
    return 'none';
  } catch (error) {
    const { path, message, mend } = error as FieldError;
    return [path.join('.'), message, mend].join(': ');
  }
}

it('days are those of ranges, with both ends, and of the list', () => {
  const { training, scored, held } = dayPool('a', { from: ['2025-07-08', '2024-02-27/2024-03-01'] });
  expect(training).toEqual(['2024-02-27', '2024-02-28', '2024-02-29', '2024-03-01', '2025-07-08']);
  expect([scored, held]).toEqual([training, false]);
});

it('a run takes each day once, in an order of its own that more blocks do not change', () => {
  const pool = dayPool('a', year);
  const order = pool.order('run 1');
  expect(new Set(order).size).toBe(365);
  expect([...order].sort()).toEqual(pool.scored);
  expect(pool.order('run 1')).toEqual(order);
  expect(pool.order('run 2')).not.toEqual(order);
  expect(dayPool('b', year).order('run 1')).not.toEqual(order);
});

it('every day comes first equally often', () => {
  const pool = dayPool('a', { from: ['2025-03-01/2025-03-08'], strata: 'weekday' });
  const runs = Array.from({ length: 4000 }, (_, i) => pool.order(`run ${i}`)[0]!);
  const counts = Object.values(
    Object.fromEntries([...Map.groupBy(runs, (day) => day)].map(([d, l]) => [d, l.length])),
  );
  expect(counts).toHaveLength(8);
  // 500 each: five standard deviations are 105
  for (const count of counts) expect(Math.abs(count - 500)).toBeLessThan(105);
});

it.each([
  ['season', seasonOf, [90, 92, 92, 91]],
  ['weekday', (day: string) => (weekdayOf(day) % 6 === 0 ? 0 : 1), [104, 261]],
] as const)('strata by %s have their share of however many blocks', (strata, of, sizes) => {
  const pool = dayPool('a', { ...year, strata });
  for (const seed of ['x', 'y', 'z'])
    for (const blocks of [4, 8, 20, 57, 200]) {
      const counts = counted(pool.order(seed).slice(0, blocks), of);
      sizes.forEach((size, stratum) =>
        expect(Math.abs((counts[stratum] ?? 0) - (blocks * size) / 365)).toBeLessThan(2),
      );
    }
});

describe('days held for runs', () => {
  const half = dayPool('a', { ...year, hold: 0.5 });
  const isApart = ({ training, scored }: DayPool): boolean => training.every((day) => !scored.includes(day));

  it('a share of them, on average', () => {
    expect([half.scored.length + half.training.length, half.held]).toEqual([365, true]);
    expect(isApart(half)).toBe(true);
    expect([...half.order('x')].sort()).toEqual(half.scored);
    const counts = Array.from(
      { length: 50 },
      (_, i) => dayPool(`${i}`, { ...year, hold: 0.2 }).scored.length,
    );
    // 73 each: five standard deviations of the mean are 5.4
    expect(Math.abs(counts.reduce((sum, count) => sum + count) / 50 - 73)).toBeLessThan(5.4);
  });

  it('each by itself: whatever other days there are, in whichever strata', () => {
    const inMarch = (from: string[], strata?: 'season'): string[] =>
      dayPool('a', { from, hold: 0.4, ...(strata && { strata }) }).scored.filter((day) =>
        /^2025-03-(0|10)/.test(day),
      );
    const held = inMarch(['2025-03-01/2025-03-10']);
    expect(inMarch(['2025-03-01/2025-03-09'])).toEqual(held.filter((day) => day !== '2025-03-10'));
    for (const strata of [undefined, 'season'] as const)
      expect(inMarch(['2024-12-30/2025-06-30', '2026-01-01'], strata)).toEqual(held);
    const more = dayPool('a', { ...year, hold: 0.7 }).scored;
    expect(half.scored.every((day) => more.includes(day))).toBe(true);
    expect(dayPool('b', { ...year, hold: 0.5 }).scored).not.toEqual(half.scored);
  });

  it('at least one is held, and one left: those that drew lowest and highest', () => {
    const few = { from: ['2025-03-01/2025-03-04'] };
    const one = dayPool('a', { ...few, hold: 0.000001 }).scored;
    expect(one).toHaveLength(1);
    const left = dayPool('a', { ...few, hold: 0.999999 }).training;
    expect(left).toHaveLength(1);
    const two = { from: [...one, ...left] };
    expect(dayPool('a', { ...two, hold: 0.000001 }).scored).toEqual(one);
    expect(dayPool('a', { ...two, hold: 0.999999 }).training).toEqual(left);
  });

  it('or which ones', () => {
    const pool = dayPool('a', { ...year, hold: ['2025-02-01/2025-02-03'] });
    expect(pool.scored).toEqual(['2025-02-01', '2025-02-02', '2025-02-03']);
    expect(isApart(pool)).toBe(true);
    expect(pool.training).toHaveLength(362);
  });

  it('are never the day of an example', () => {
    const days = Array.from({ length: 500 }, (_, i) => half.trainingDay(`seed ${i}`));
    expect(days.every((day) => half.training.includes(day))).toBe(true);
    expect(new Set(days).size).toBeGreaterThan(100);
  });
});

it.each<[string, DaysDocument, RegExp]>([
  ['a range upside down', { from: ['2025-03-02/2025-03-01'] }, /^from: .*ends before it begins/],
  ['a day twice', { from: ['2025-03-01/2025-03-04', '2025-03-03'] }, /^from: 2025-03-03 stands there twice/],
  ['too many', { from: ['1900-01-01/2025-01-01'] }, /^from: more than 4000 days/],
  ['a share of one day', { from: ['2025-03-01'], hold: 0.5 }, /^hold: one day cannot be shared: hold some/],
  ['all of them', { from: ['2025-03-01'], hold: ['2025-03-01'] }, /^hold: leaves no day to train on/],
  ['one that is not there', { ...year, hold: ['2026-01-01'] }, /^hold: 2026-01-01 is none of the days/],
])('%s is refused', (_, document, words) => {
  expect(refusal(document)).toMatch(words);
});
