import { FieldError } from '../reading/scenario-error.js';
import { csvRecords } from '../series/csv.js';
import { columnsOf } from '../series/load-series.js';

/** When the rows of a building are, on clocks that never change. */
export interface RowCalendar {
  /** when the first begins, such as 2016-07-31T23:00 */
  readonly start: string;
  readonly rows: number;
  /** the first and last whole day */
  readonly firstDay: string;
  readonly lastDay: string;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/**
 * Finds the dates of rows that tell month, hour (1 to 24: that which ends then) and weekday (from Monday on; 8 is a holiday) and no year.
 * Rows are held against the calendar, one by one. Throws `FieldError` with the line.
 */
export function calendarOfRows(text: string, year: number): RowCalendar {
  const records = csvRecords(text, ',');
  const { value: month, time: hour } = columnsOf(records, {
    ...{ column: 'Month', time: 'Hour' },
  } as Parameters<typeof columnsOf>[1]);
  const header = csvRecords(text, ',').next().value as { readonly cells: readonly string[] };
  const dayType = header.cells.findIndex((cell) => cell.trim() === 'Day Type');
  if (dayType < 0)
    throw new FieldError(['line 1'], "no column 'Day Type'", 'take the files as CityLearn 2022 has them');
  const rows = Array.from(records, ({ line, cells }) => ({
    line,
    month: Number(cells[month]),
    hour: Number(cells[hour!]),
    dayType: Number(cells[dayType]),
  }));
  if (rows.length < 24)
    throw new FieldError([], `has ${rows.length} rows, less than a day`, 'take the whole file');
  const odd = rows.find((row) => !isBetween(row.month, 1, 12) || !isBetween(row.hour, 1, 24));
  if (odd)
    throw new FieldError(
      [`line ${odd.line}`],
      `is of month ${odd.month}, hour ${odd.hour}; there is no such hour`,
      'months are 1 to 12, hours 1 to 24',
    );
  const first = firstInstant(rows, year);
  rows.forEach((row, i) => {
    const begins = new Date(first + i * HOUR);
    const weekday = (begins.getUTCDay() + 6) % 7;
    const due = `month ${begins.getUTCMonth() + 1}, hour ${begins.getUTCHours() + 1}`;
    if (row.month !== begins.getUTCMonth() + 1 || row.hour !== begins.getUTCHours() + 1)
      throw new FieldError(
        [`line ${row.line}`],
        `is of month ${row.month}, hour ${row.hour}; due is ${due}`,
        'rows must be in order and complete, by the hour',
      );
    if (row.dayType !== weekday + 1 && row.dayType !== 8)
      throw new FieldError(
        [`line ${row.line}`],
        `is of a ${WEEKDAYS[row.dayType - 1] ?? `day ${row.dayType}`}; ${begins.toISOString().slice(0, 10)} is a ${WEEKDAYS[weekday]}`,
        'name the year of the first row',
      );
  });
  const dateAt = (instant: number): string => new Date(instant).toISOString().slice(0, 10);
  return {
    start: new Date(first).toISOString().slice(0, 16),
    rows: rows.length,
    firstDay: dateAt(Math.ceil(first / DAY) * DAY),
    lastDay: dateAt(Math.floor((first + rows.length * HOUR) / DAY) * DAY - DAY),
  };
}

function isBetween(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

/** The first row whose month is another than that before it is the first hour of that month. */
function firstInstant(rows: readonly { readonly month: number }[], year: number): number {
  const next = rows.findIndex(({ month }, i) => i > 0 && month !== rows[i - 1]!.month);
  if (next < 0)
    throw new FieldError(
      [],
      'is of one month alone, so that nobody knows its days',
      'take files that go on into another',
    );
  const { month } = rows[next]!;
  return Date.UTC(rows[0]!.month > month ? year + 1 : year, month - 1, 1) - next * HOUR;
}
