import { FieldError } from '../reading/scenario-error.js';
import { seriesFrom } from './load-series.js';
import { type SeriesDocument, seriesSchema } from './series-schema.js';

describe('all that is wrong with a file is told at once', () => {
  const faultsOf = (text: string, more: Partial<SeriesDocument> = {}): string[] => {
    const document = seriesSchema.parse({ csv: 'x.csv', column: 'v', unit: 'kWh', time: 't' });
    try {
      seriesFrom(text, { ...document, ...more });
      return [];
    } catch (error) {
      if (!(error instanceof FieldError)) throw error;
      return [error, ...error.others].map(({ sentence }) => sentence);
    }
  };
  const rows = (values: readonly string[]): string =>
    `t,v\n${values.map((value, hour) => `2025-01-01 ${String(hour).padStart(2, '0')}:00,${value}\n`).join('')}`;
  const fill = 'say how it is filled: `gaps: hold`, `interpolate` or `previous-day`';

  it('line by line, what reads alike together', () => {
    expect(faultsOf(rows(['1', 'two', '', '-4', '', '', '7', '', '', '', 'NaN']))).toEqual([
      "line 3: 'two' is not a number (write it like 0.25)",
      `lines 4, 6, 7, 9, 10 and 1 more: the value is missing (${fill})`,
      expect.stringContaining('line 5: -4 is negative') as string,
      `line 12: 'NaN' is not a number (${fill})`,
    ]);
  });

  it('gap by gap', () => {
    const text = `${rows(['1', '1'])}2025-01-01 05:00,y\n2025-01-01 06:00,1\n2025-01-01 08:00,1\n`;
    expect(faultsOf(text)).toEqual([
      expect.stringMatching(
        /^line 4: the time 2025-01-01T05:00Z does not follow.*rows are missing/,
      ) as string,
      "line 4: 'y' is not a number (write it like 0.25)",
      expect.stringMatching(
        /^line 6: the time 2025-01-01T08:00Z does not follow.*rows are missing/,
      ) as string,
    ]);
  });

  it('up to the row that is not where it is due', () => {
    const text = `${rows(['x', '1'])}2025-01-01 01:30,y\n2025-01-01 02:30,z\n`;
    expect(faultsOf(text)).toEqual([
      "line 2: 'x' is not a number (write it like 0.25)",
      expect.stringMatching(/^line 4: the time 2025-01-01T01:30Z does not follow/) as string,
    ]);
  });

  it('up to ten kinds, and a thousand lines', () => {
    const letters = Array.from({ length: 20 }, (_, i) => 'abcdefghijklmnopqrst'[i]!);
    expect(faultsOf(rows(letters))).toHaveLength(10);
    const text = `v\n${'x\n'.repeat(5000)}`;
    const given = { time: undefined, start: Date.parse('2025-01-01') / 1000, step: 1 };
    expect(faultsOf(text, given)).toEqual([
      "lines 2, 3, 4, 5, 6 and 995 more: 'x' is not a number (write it like 0.25)",
    ]);
  });
});
