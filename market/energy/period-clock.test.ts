import {
  calendarDays,
  clockTimeOf,
  dayOfYear,
  hourOfDay,
  isWeekend,
  occurrencesOf,
  type PeriodClock,
} from './period-clock.js';

const noonOnFriday = { start: Date.UTC(2025, 6, 11, 12) / 1000, stepHours: 0.5, periods: 48 };

it('knows the hour, the day of the year and the weekend', () => {
  expect(hourOfDay(noonOnFriday, 13.5)).toBeCloseTo(1.5, 9);
  expect(dayOfYear(noonOnFriday, 0)).toBeCloseTo(31 + 28 + 31 + 30 + 31 + 30 + 10.5, 9);
  expect([isWeekend(noonOnFriday, 11.9), isWeekend(noonOnFriday, 12)]).toEqual([false, true]);
});

describe('a daily window', () => {
  it('is found where the horizon holds it, period by period', () => {
    expect(occurrencesOf(noonOnFriday, { from: 13.25, to: 14.5 })).toEqual([
      { firstPeriod: 2, hours: Float64Array.of(0.25, 0.5, 0.5), share: 1 },
    ]);
  });

  it('may reach over midnight', () => {
    const [night, ...others] = occurrencesOf(noonOnFriday, { from: 22, to: 6 });
    expect(others).toEqual([]);
    expect([night!.firstPeriod, night!.hours.length, night!.share]).toEqual([20, 16, 1]);
  });

  it('is cut by the ends of the horizon in proportion', () => {
    // noon to noon sees the last two of 10:00-14:00 on the first day and the first two on the second
    expect(
      occurrencesOf(noonOnFriday, { from: 10, to: 14 }).map(({ firstPeriod, share }) => [firstPeriod, share]),
    ).toEqual([
      [0, 0.5],
      [44, 0.5],
    ]);
  });

  it('may last all day', () => {
    expect(occurrencesOf({ ...noonOnFriday, start: 0 }, { from: 0, to: 24 })).toHaveLength(1);
  });
});

/** Berlin's clocks from the end of March 2025 on, or of October: each changes at 01:00 UTC. */
const spring = { before: 3600, at: Date.UTC(2025, 2, 30, 1) / 1000, after: 7200 };
const autumn = { before: 7200, at: Date.UTC(2025, 9, 26, 1) / 1000, after: 3600 };
const berlin = ({ before, at, after }: typeof spring, periods: number, stepHours = 0.25): PeriodClock => ({
  ...{ start: at - 3600 - before, stepHours, periods },
  zone: {
    name: 'Europe/Berlin',
    offsets: [
      { from: at - 3 * 86_400, seconds: before },
      { from: at, seconds: after },
    ],
  },
});

describe('clocks of a zone', () => {
  it('say the hour, and how far they are ahead', () => {
    const day = berlin(spring, 92);
    expect([hourOfDay(day, 0), hourOfDay(day, 1.75), hourOfDay(day, 2), hourOfDay(day, 22.75)]).toEqual([
      0, 1.75, 3, 23.75,
    ]);
    expect([clockTimeOf(day, 7), clockTimeOf(day, 8)]).toEqual([
      '2025-03-30T01:45+01:00',
      '2025-03-30T03:00+02:00',
    ]);
    expect(clockTimeOf(noonOnFriday, 1)).toBe('2025-07-11T12:30Z');
  });

  it('a day of 23 hours is one day, of 25 hours as well', () => {
    expect(new Set(calendarDays(berlin(spring, 92))).size).toBe(1);
    expect(new Set(calendarDays(berlin(spring, 93))).size).toBe(2);
    expect(new Set(calendarDays(berlin(autumn, 100))).size).toBe(1);
  });

  it.each<[string, typeof spring, [number, number], [number, number]]>([
    ['after the change in spring: an hour earlier', spring, [17, 21], [16, 4]],
    ['over the hour that is skipped', spring, [1, 4], [1, 2]],
    ['after the change in autumn: an hour later', autumn, [17, 21], [18, 4]],
    ['over the hour that is shown twice', autumn, [2, 3], [2, 2]],
    ['to the first of the two', autumn, [1, 2], [1, 1]],
  ])('a window %s', (_, change, [from, to], [begin, hours]) => {
    const clock = berlin(change, 24);
    const [window, ...others] = occurrencesOf({ ...clock, stepHours: 1 }, { from, to });
    expect(others).toEqual([]);
    expect([
      window!.firstPeriod,
      window!.hours.reduce((sum, inside) => sum + inside, 0),
      window!.share,
    ]).toEqual([begin, hours, 1]);
  });

  it('there is no window in the hour that is skipped', () => {
    expect(occurrencesOf(berlin(spring, 92), { from: 2, to: 3 })).toEqual([]);
  });
});
