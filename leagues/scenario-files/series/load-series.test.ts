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
    ['Wh', 0.001],
    ['MWh', 1000],
    ['MW', 1000],
    ['EUR/kWh', 1],
    ['ct/kWh', 0.01],
    ['EUR/MWh', 0.001],
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

  it.each([
    ['unix', ['3600', '7200']],
    ['unix-ms', ['1735689600000', '1735693200000']],
    ['DD.MM.YYYY HH:mm', ['01.02.2025 00:00', '01.02.2025 01:00']],
    ['DD.MM.YYYY HH:mm', ['31.12.2025 23:00', '31.12.2025 24:00']],
    ['MM/DD/YYYY HH:mm:ss', ['01/02/2025 00:00:00', '01/02/2025 01:00:00']],
    ['YYYYMMDDHHmm', ['202501312300', '202502010000']],
  ])('may be written as %s says', (format, times) => {
    const text = `t,v\n${times.map((time) => `${time},1`).join('\n')}\n`;
    expect(seriesFrom(text, document({ format })).step).toBe(3600);
  });

  it('01/02/2025 is what its form says', () => {
    const text = 't,v\n01/02/2025 00:00,1\n01/02/2025 01:00,1\n';
    expect(seriesFrom(text, document({ format: 'DD/MM/YYYY HH:mm' })).start).toBe(at('2025-02-01T00:00'));
    expect(seriesFrom(text, document({ format: 'MM/DD/YYYY HH:mm' })).start).toBe(at('2025-01-02T00:00'));
  });

  it.each([
    [{}, '01/02/2025 00:00', /not a time.*2025-01-31 12:00.*`format`.*DD\.MM\.YYYY HH:mm/],
    [{}, '1735689600000', /not a time.*unix-ms/],
    [{ format: 'unix' }, '1735689600000', /milliseconds say `format: unix-ms`/],
    [{ format: 'unix-ms' }, '1735689', /seconds say `format: unix`/],
    [{ format: 'DD.MM.YYYY HH:mm' }, '2025-01-01 00:00', /look like DD\.MM\.YYYY HH:mm/],
    [{ format: 'DD.MM.YYYY HH:mm' }, '30.02.2025 00:00', /not a time/],
    [{ format: 'DD.MM.YYYY HH:mm' }, '01.02.2025 24:15', /not a time/],
  ])('%j does not take %s, and says what it takes', (fields, time, words) => {
    const text = `t,v\n${time},1\n`;
    const read = (): unknown => {
      try {
        return seriesFrom(text, document(fields));
      } catch (error) {
        return error;
      }
    };
    const { reason, mend, path } = read() as FieldError;
    expect(path).toEqual(['line 2']);
    expect(`${reason}: ${mend}`).toMatch(words);
  });

  it.each(['DD.MM', 'DD.MM.YYYY HH:mm HH', 'DD. MMM YYYY', 'Europe'])('%s is no form', (format) => {
    expect(() => seriesSchema.parse({ csv: 'x', column: 'v', unit: 'kW', time: 't', format })).toThrow();
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

describe('gaps', () => {
  // hours 0 to 5 of two days of six: hour 1 of the second day is missing, hour 3 has no value
  const day = (date: string, from: number): string[] =>
    [0, 4, 8, 12, 16, 20].map(
      (hour, i) => `2025-01-0${date} ${String(hour).padStart(2, '0')}:00,${from + i}`,
    );
  const rows = [...day('1', 0), ...day('2', 10)];
  const text = ['t,v', ...rows.slice(0, 7), ...rows.slice(8, 9), '2025-01-02 12:00,', ...rows.slice(10)].join(
    '\n',
  );
  const filled = (gaps: SeriesDocument['gaps']) => {
    const series = seriesFrom(`${text}\n`, document({ gaps }));
    return { rows: [...series.values].slice(6), filled: series.filled };
  };

  it.each([
    ['hold', [10, 10, 12, 12, 14, 15]],
    ['interpolate', [10, 11, 12, 13, 14, 15]],
    ['previous-day', [10, 1, 12, 3, 14, 15]],
  ] as const)('%s', (gaps, values) => {
    expect(filled(gaps)).toEqual({ rows: values, filled: [7, 9] });
  });

  it('are refused unless a rule is stated', () => {
    expect(() => filled('refuse')).toThrow(/does not follow/);
  });

  it('need something to go by', () => {
    const open = (gaps: SeriesDocument['gaps'], lines: string[]): unknown =>
      seriesFrom(`t,v\n${lines.join('\n')}\n`, document({ gaps }));
    const ends = ['2025-01-01 00:00,', '2025-01-01 01:00,1', '2025-01-01 02:00,'];
    expect(() => open('hold', ends)).toThrow(/nothing to fill the gap at 2025-01-01T00:00Z with/);
    expect(() => open('interpolate', ends.slice(1))).toThrow(/gap at 2025-01-01T02:00Z/);
    expect(() => open('previous-day', ends.slice(1))).toThrow(/gap at 2025-01-01T02:00Z/);
  });

  it('do not excuse rows that are out of order or in between', () => {
    const lines = ['2025-01-01 00:00,1', '2025-01-01 01:00,1', '2025-01-01 02:30,1'];
    expect(() => seriesFrom(`t,v\n${lines.join('\n')}\n`, document({ gaps: 'hold' }))).toThrow(
      /does not follow/,
    );
  });
});

it.each([
  [{ decimal: ',' }, '1.234'],
  [{ decimal: ',' }, '1.234,5'],
  [{}, '"1,234"'],
  [{}, '"1,234.5"'],
] as const)('%j: %s may be one number or another, and is refused with its line', (fields, cell) => {
  const text = `t;v\n2025-01-01 00:00;${cell}\n`;
  let error: unknown;
  try {
    seriesFrom(text, document({ separator: ';', ...fields }));
  } catch (caught) {
    error = caught;
  }
  expect(error).toMatchObject({
    path: ['line 2'],
    reason: expect.stringMatching(/may be one number or another/) as unknown,
  });
});

it('what a meter nets may be below zero', () => {
  const text = hourly.replace(',2', ',-2');
  expect([...seriesFrom(text, document({ meter: 'net' })).values]).toEqual([1, -2, 3]);
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

  it.each([1, 5, 10, 15, 20, 30, 60])('%i minutes to any step: no energy is lost', (minutes) => {
    const rows = {
      ...series,
      step: 60 * minutes,
      values: Float64Array.from({ length: (24 * 60) / minutes }, (_, i) => ((i * 7919) % 101) / 7),
    };
    const all = rows.values.reduce((sum, energy) => sum + energy, 0);
    for (const stepHours of [0.25, 1 / 3, 0.5, 1]) {
      const day = resampled(rows, clock('2025-01-01T00:00', stepHours, Math.round(24 / stepHours)));
      expect(day.reduce((sum, energy) => sum + energy, 0)).toBeCloseTo(all, 9);
    }
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
