import { seriesFrom } from './load-series.js';
import { FieldError } from '../reading/scenario-error.js';
import { type SeriesDocument, seriesSchema } from './series-schema.js';
import { resampled } from './time-series.js';

const at = (text: string): number => Date.parse(`${text}Z`) / 1000;

function document(more: Partial<SeriesDocument> = {}): SeriesDocument {
  return { ...seriesSchema.parse({ csv: 'x.csv', column: 'v', unit: 'kWh', time: 't' }), ...more };
}

const hourly = 't,v\n2025-01-01 00:00,1\n2025-01-01 01:00,2\n2025-01-01 02:00,3\n';

describe('units, per row of an hour', () => {
  it.each([
    ['kWh', 1],
    ['kW', 1],
    ['W', 0.001],
    ['pu', 1],
    ['W/kW', 0.001],
  ] as const)('%s', (unit, first) => {
    expect(seriesFrom(hourly, document({ unit })).values[0]).toBeCloseTo(first, 12);
  });

  it('kW over a quarter of an hour', () => {
    const quarters = 't,v\n2025-01-01 00:00,4\n2025-01-01 00:15,8\n';
    expect([...seriesFrom(quarters, document({ unit: 'kW' })).values]).toEqual([1, 2]);
  });

  it('a factor scales', () => {
    expect(seriesFrom(hourly, document({ factor: 0.5 })).values[1]).toBe(1);
  });
});

describe('times', () => {
  it('label the beginning or the end of the interval', () => {
    expect(seriesFrom(hourly, document()).start).toBe(at('2025-01-01T00:00'));
    expect(seriesFrom(hourly, document({ label: 'ending' })).start).toBe(at('2024-12-31T23:00'));
  });

  it('are read in the zone of the file, or carry their own', () => {
    expect(seriesFrom(hourly, document({ timeZone: 'Europe/Berlin' })).start).toBe(at('2024-12-31T23:00'));
    const own = hourly.replaceAll(':00,', ':00:00+02:00,');
    expect(seriesFrom(own, document({ timeZone: 'Europe/Berlin' })).start).toBe(at('2024-12-31T22:00'));
  });

  it('may be seconds', () => {
    expect(seriesFrom('t,v\n3600,1\n4500.0,2\n', document({ timeFormat: 'unix' }))).toMatchObject({
      start: 3600,
      step: 900,
    });
  });

  it('may be left out if start and step are known', () => {
    expect(
      seriesFrom(hourly, document({ time: undefined, start: at('2025-06-01T00:00'), step: 0.5 })),
    ).toMatchObject({
      start: at('2025-06-01T00:00'),
      step: 1800,
    });
  });

  it('follow the clocks when they change', () => {
    const fall = ['01:30', '02:00', '02:30', '02:00', '02:30', '03:00'];
    const spring = ['01:30', '03:00', '03:30'];
    const rows = (date: string, times: string[]) =>
      `t,v\n${times.map((time) => `${date} ${time},1`).join('\n')}\n`;
    const zone = document({ timeZone: 'Europe/Berlin' });
    expect(seriesFrom(rows('2025-10-26', fall), zone).values).toHaveLength(6);
    expect(seriesFrom(rows('2025-03-30', spring), zone).values).toHaveLength(3);
    expect(() => seriesFrom(rows('2025-10-26', fall), document())).toThrow(/does not follow/);
  });
});

describe('what is wrong is told with its line', () => {
  it.each([
    ['a gap', hourly.replace(/.*01:00.*\n/, '').concat('2025-01-01 03:00,1\n'), 'line 4', /does not follow/],
    ['a row out of order', `${hourly}2025-01-01 01:00,1\n`, 'line 5', /does not follow/],
    ['no number', hourly.replace(',2', ',two'), 'line 3', /'two' is not a number/],
    ['a missing value', hourly.replace(',2', ','), 'line 3', /missing/],
    ['NaN', hourly.replace(',2', ',NaN'), 'line 3', /'NaN'/],
    ['a negative load', hourly.replace(',2', ',-2'), 'line 3', /negative/],
    ['no time', hourly.replace('2025-01-01 01:00', 'noon'), 'line 3', /'noon' is not a time/],
    ['a day that is none', hourly.replace('2025-01-01 01:00', '2025-02-30 01:00'), 'line 3', /not a time/],
    ['another column', hourly.replace('t,v', 't,w'), 'line 1', /no column 'v'/],
    ['a column twice', 't,v,v\n', 'line 1', /more than one column/],
    ['no header', '', 'line 1', /header is missing/],
    ['one row and no step', 't,v\n2025-01-01 00:00,1\n', '', /too few rows/],
  ])('%s', (_, text, line, reason) => {
    const path = line === '' ? [] : [line];
    let error: unknown;
    try {
      seriesFrom(text, document());
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(FieldError);
    expect(error).toMatchObject({ path, reason: expect.stringMatching(reason) as unknown });
  });
});

it('German numbers and separators', () => {
  const text = 't;v\n2025-01-01 00:00;1,5\n2025-01-01 01:00;0,25\n';
  expect([...seriesFrom(text, document({ separator: ';', decimal: ',' })).values]).toEqual([1.5, 0.25]);
});

describe('resampling', () => {
  const series = {
    start: at('2025-01-01T00:00'),
    step: 3600,
    values: Float64Array.of(4, 8, 12, 16),
    kind: 'energy',
  } as const;
  const clock = (from: string, stepHours: number, periods: number) => ({
    start: at(from),
    stepHours,
    periods,
  });

  it('splits energy evenly within an interval', () => {
    expect([...resampled(series, clock('2025-01-01T00:30', 0.25, 4))]).toEqual([1, 1, 2, 2]);
  });

  it('adds energy up over intervals, also where they do not fit', () => {
    expect([...resampled(series, clock('2025-01-01T00:00', 2, 2))]).toEqual([12, 28]);
    expect([...resampled(series, clock('2025-01-01T00:00', 1.5, 2))]).toEqual([8, 16]);
  });

  it('averages prices over time', () => {
    const prices = { ...series, kind: 'price' } as const;
    expect([...resampled(prices, clock('2025-01-01T00:30', 1, 3))]).toEqual([6, 10, 14]);
    expect([...resampled(prices, clock('2025-01-01T00:00', 2, 2))]).toEqual([6, 14]);
  });

  it('refuses a horizon that is not covered', () => {
    expect(() => resampled(series, clock('2025-01-01T03:00', 1, 2))).toThrow(
      /covers 2025-01-01T00:00Z to 2025-01-01T04:00Z/,
    );
  });
});
