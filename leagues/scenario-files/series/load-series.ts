import { resolve } from 'node:path';
import { isCalendarDay } from './calendar.js';
import { csvRecords, type CsvRecord } from './csv.js';
import { scenarioLimits } from '../reading/limits.js';
import { readText } from '../reading/read-document.js';
import type { SeriesDocument } from './series-schema.js';
import { FieldError, fieldPath, ScenarioError } from '../reading/scenario-error.js';
import { isoTime, type TimeSeries } from './time-series.js';
import { type ZoneClock, zoneClock } from './time-zone.js';

/** The text of a file that a scenario names. Throws `ScenarioError` where it cannot be had. */
export type SeriesFiles = (csv: string) => Promise<string>;

/** Files on disk; a relative path starts at `folder`. */
export function filesIn(folder: string): SeriesFiles {
  return (csv) => readText(resolve(folder, csv), scenarioLimits.fileBytes);
}

/** Reads one column of a CSV file. Throws `ScenarioError` with the line. */
export async function loadSeries(document: SeriesDocument, read: SeriesFiles): Promise<TimeSeries> {
  const text = await read(document.csv);
  try {
    return seriesFrom(text, document);
  } catch (error) {
    if (error instanceof FieldError)
      throw new ScenarioError(document.csv, fieldPath(error.path), error.reason, error.mend);
    throw error;
  }
}

/** One column of a CSV text as a series. Throws `FieldError` whose path is the line. */
export function seriesFrom(text: string, document: SeriesDocument): TimeSeries {
  const records = csvRecords(text, document.separator);
  const { value, time } = columnsOf(records, document);
  const timeline = timelineOf(document);
  const values: number[] = [];
  for (const record of records) {
    if (time !== undefined) timeline.accept(record, record.cells[time]!);
    values.push(numberIn(record, value, document));
  }
  const { start, step } = timeline.finish(values.length);
  const energyPerRow = perRow(document, step);
  return {
    start,
    step,
    values: Float64Array.from(values, (raw) => raw * document.factor * energyPerRow),
    kind: document.unit === 'EUR/kWh' ? 'price' : 'energy',
  };
}

/** When the rows of a CSV text are: the same for all series that are dated alike. Throws `FieldError` whose path is the line. */
export function rowTimes(
  text: string,
  document: SeriesDocument,
): Pick<TimeSeries, 'start' | 'step'> & { readonly rows: number } {
  const records = csvRecords(text, document.separator);
  const { time } = columnsOf(records, document);
  const timeline = timelineOf(document);
  let rows = 0;
  for (const record of records) {
    if (time !== undefined) timeline.accept(record, record.cells[time]!);
    rows++;
  }
  return { ...timeline.finish(rows), rows };
}

/** kWh (or EUR/kWh) per unit written in a row that lasts `step` seconds. */
function perRow({ unit }: SeriesDocument, step: number): number {
  const hours = step / 3600;
  switch (unit) {
    case 'kWh':
    case 'EUR/kWh':
      return 1;
    case 'kW':
    case 'pu':
      return hours;
    case 'W':
    case 'W/kW':
      return hours / 1000;
  }
}

/** Reads the header rows and finds the columns. Throws `FieldError`. */
export function columnsOf(
  records: Generator<CsvRecord>,
  { column, time }: SeriesDocument,
): { value: number; time: number | undefined } {
  const wanted = typeof column === 'string' ? [column] : column;
  const headers: (readonly string[])[] = [];
  let line = 1;
  while (headers.length < wanted.length) {
    const next = records.next();
    if (next.done) throw new FieldError([`line ${line}`], 'the header is missing');
    headers.push(next.value.cells.map((cell) => cell.trim()));
    line = next.value.line;
  }
  const find = (names: readonly string[]): number => {
    const matches = headers[0]!
      .map((_, c) => c)
      .filter((c) => names.every((text, row) => headers[row]![c] === text.trim()));
    if (matches.length !== 1)
      throw new FieldError(
        [`line ${line}`],
        `${matches.length === 0 ? 'no' : 'more than one'} column '${names.join(' / ')}'`,
        `there are ${headers[0]!.map((_, c) => `'${headers.map((row) => row[c]).join(' / ')}'`).join(', ')}`.slice(
          0,
          500,
        ),
      );
    return matches[0]!;
  };
  return { value: find(wanted), time: time === undefined ? undefined : find([time]) };
}

function numberIn(
  { line, cells }: CsvRecord,
  column: number,
  { decimal, unit, factor }: SeriesDocument,
): number {
  const cell = cells[column]!.trim();
  const text = decimal === ',' ? cell.replace(',', '.') : cell;
  const value = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text) ? Number(text) : NaN;
  if (!Number.isFinite(value) || Math.abs(value) > scenarioLimits.magnitude)
    throw new FieldError(
      [`line ${line}`],
      cell === '' ? 'the value is missing' : `'${cell.slice(0, 40)}' is not a number`,
    );
  if (value * factor < 0 && unit !== 'EUR/kWh')
    throw new FieldError([`line ${line}`], `${cell} is negative; loads and generation are counted from 0 up`);
  return value;
}

interface Timeline {
  accept(record: CsvRecord, cell: string): void;
  /** when the first row begins and the distance of rows, seconds */
  finish(rows: number): { start: number; step: number };
}

function timelineOf({
  time,
  timeFormat,
  start,
  step,
  timeZone = 'UTC',
  label: at,
}: SeriesDocument): Timeline {
  const zone = zoneClock(timeZone);
  if (!zone) throw new TypeError(`the schema let '${timeZone}' pass as a time zone`);
  let first: number | undefined;
  let previous: number | undefined;
  let distance = step === undefined ? undefined : step * 3600;
  return {
    accept({ line }, cell) {
      const possible = timeFormat === 'unix' ? unixTime(cell) : isoTimes(cell, zone);
      const due = previous !== undefined && distance !== undefined ? previous + distance : undefined;
      const label = possible.find((instant) => instant === due) ?? possible[0];
      if (label === undefined) throw new FieldError([`line ${line}`], `'${cell.slice(0, 40)}' is not a time`);
      first ??= label;
      if (previous !== undefined) {
        distance ??= label - previous;
        if (distance <= 0 || label !== previous + distance)
          throw new FieldError(
            [`line ${line}`],
            `the time ${isoTime(label)} does not follow ${isoTime(previous)} by ${distance / 60} minutes`,
            'rows must be in order, evenly spaced and complete',
          );
      }
      previous = label;
    },
    finish(rows) {
      const begin = time === undefined ? zone(start!)[0] : first;
      if (rows === 0 || begin === undefined || distance === undefined)
        throw new FieldError([], 'has too few rows to tell their distance', 'give `step`');
      return { start: at === 'ending' ? begin - distance : begin, step: distance };
    },
  };
}

function unixTime(cell: string): number[] {
  const seconds = Number(cell);
  return cell.trim() !== '' && Number.isFinite(seconds) ? [seconds] : [];
}

/** `2025-01-31 12:00(:00)`, with its own offset or in the zone of the file. */
function isoTimes(cell: string, zone: ZoneClock): readonly number[] {
  const match = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d(?:\.0+)?)?(Z|[+-]\d\d:?\d\d)?$/.exec(cell.trim());
  if (!match || !isCalendarDay(cell.trim())) return [];
  const [, date, minutes, seconds = ':00', offset] = match;
  const written = Date.parse(`${date}T${minutes}${seconds}${offset ?? 'Z'}`) / 1000;
  if (!Number.isFinite(written)) return [];
  return offset === undefined ? zone(written) : [written];
}
