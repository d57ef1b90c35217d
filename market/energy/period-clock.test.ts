import { dayOfYear, hourOfDay, isWeekend, occurrencesOf } from './period-clock.js';

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
