import { readdir, realpath } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { csvRecords, told, type CsvRecord } from './csv.js';
import { fieldLimits, scenarioLimits } from '../reading/limits.js';
import { readText } from '../reading/read-document.js';
import type { SeriesDocument } from './series-schema.js';
import { asScenarioError, FieldError, ScenarioError } from '../reading/scenario-error.js';
import { fillGaps } from './fill-gaps.js';
import { LineFaults } from './line-faults.js';
import { timelineOf } from './timeline.js';
import type { TimeSeries } from './time-series.js';
import { kindOf, perRow } from './units.js';

/** What values are kept in. */
const KEPT = { energy: 'kWh', price: 'EUR/kWh', carbon: 'g/kWh', temperature: 'degrees Celsius' } as const;

/** The text of a file that a scenario names. Throws `ScenarioError` where it cannot be had. */
export type SeriesFiles = (csv: string) => Promise<string>;

/** Files on disk; a relative path starts at `folder`. */
export function filesIn(folder: string): SeriesFiles {
  return (csv) => readText(resolve(folder, csv), scenarioLimits.fileBytes);
}

/** The same of a folder that a stranger made: no link leads out of it. */
export function filesWithin(folder: string): SeriesFiles {
  const read = filesIn(folder);
  return async (csv) => {
    await stayWithin(folder, csv);
    return read(csv);
  };
}

/** Names of the folders in one of its folders, in order, none where there is none; no link leads out of it. */
export function foldersWithin(folder: string): (path: string) => Promise<readonly string[]> {
  return async (path) => {
    await stayWithin(folder, path);
    const found = await readdir(resolve(folder, path), { withFileTypes: true }).catch(() => []);
    return found
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .sort();
  };
}

async function stayWithin(folder: string, path: string): Promise<void> {
  const place = await realpath(resolve(folder, path)).catch(() => null);
  const inside = place === null ? '' : relative(await realpath(folder), place);
  if (isAbsolute(inside) || inside.split(sep)[0] === '..')
    throw new ScenarioError(path, '', 'leads out of the folder', 'put the file itself there');
}

/** Reads one column of a CSV file. Throws `ScenarioError` with the line. */
export async function loadSeries(document: SeriesDocument, read: SeriesFiles): Promise<TimeSeries> {
  const text = await read(document.csv);
  try {
    return seriesFrom(text, document);
  } catch (error) {
    throw asScenarioError(document.csv, error);
  }
}

/** One column of a CSV text as a series. Throws `FieldError` whose path is the line, with what is wrong with others. */
export function seriesFrom(text: string, document: SeriesDocument): TimeSeries {
  const records = csvRecords(text, document.separator);
  const { value, time } = columnsOf(records, document);
  const faults = new LineFaults();
  const timeline = timelineOf(document, (gap) => faults.keep(gap));
  const read: number[] = [];
  // After a row that is not where it is due nobody could tell of the next whether it is.
  faults.of(() => {
    for (const record of records) {
      const missing = time === undefined ? 0 : timeline.accept(record, record.cells[time]!);
      if (read.length + missing > scenarioLimits.rows)
        throw new FieldError(
          [`line ${record.line}`],
          `more than ${scenarioLimits.rows} rows, missing ones included`,
          'keep the days that are played',
        );
      for (let row = 0; row < missing; row++) read.push(NaN);
      faults.of(() => read.push(numberIn(record, value, document)));
      if (faults.isFull) return;
    }
  });
  faults.check();
  const { start, step } = timeline.finish(read.length);
  const values = Float64Array.from(read);
  const filled = [...values.keys()].filter((i) => Number.isNaN(values[i]));
  fillGaps(values, document.gaps, { start, step });
  const energyPerRow = perRow(document.unit, step);
  return {
    start,
    step,
    values: values.map((raw) => raw * document.factor * energyPerRow),
    kind: kindOf(document.unit),
    filled,
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
    rows += 1 + (time === undefined ? 0 : timeline.accept(record, record.cells[time]!));
  }
  return { ...timeline.finish(rows), rows };
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
    if (next.done) throw new FieldError([`line ${line}`], 'the header is missing', 'name the columns there');
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

/** How a file says that there is no value. */
const NONE = /^(|nan|null|na|n\/a|-)$/i;
const FILL = 'say how it is filled: `gaps: hold`, `interpolate` or `previous-day`';

/** The number of a row; NaN: it is missing, and there is a rule for gaps. */
function numberIn({ line, cells }: CsvRecord, column: number, document: SeriesDocument): number {
  const { decimal, unit, factor, gaps, meter } = document;
  const cell = cells[column]!.trim();
  const isNone = NONE.test(cell);
  if (gaps !== 'refuse' && isNone) return NaN;
  const wrong = (reason: string, mend?: string): never => {
    throw new FieldError([`line ${line}`], reason, mend);
  };
  if (cell === '') wrong('the value is missing', FILL);
  const other = decimal === ',' ? '.' : ',';
  if (/\d/.test(cell) && cell.includes(other))
    wrong(
      `'${told(cell)}' may be one number or another: '${decimal}' is the decimal sign here, and '${other}' may ` +
        'be one or part thousands',
      `write it without '${other}', or state \`decimal\` as it is in the file`,
    );
  const text = decimal === ',' ? cell.replace(',', '.') : cell;
  const value = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/.test(text) ? Number(text) : NaN;
  if (!Number.isFinite(value) || Math.abs(value) > scenarioLimits.magnitude)
    wrong(`'${told(cell)}' is not a number`, isNone ? FILL : `write it like 0${decimal}25`);
  if (Math.abs(value * factor * perRow(unit, 3600)) > scenarioLimits.magnitude)
    wrong(
      `${told(cell)} is more than ${scenarioLimits.magnitude.toExponential()} of ${KEPT[kindOf(unit)]}`,
      'check `unit` and `factor`',
    );
  if (kindOf(unit) === 'temperature') {
    if (Math.abs(value * factor) > fieldLimits.degrees)
      wrong(
        `${told(cell)} is no temperature of the weather in degrees Celsius`,
        'state another unit by `factor`',
      );
    return value;
  }
  if (value * factor < 0 && kindOf(unit) !== 'price' && meter !== 'net')
    wrong(
      `${told(cell)} is negative; loads, generation and emissions are counted from 0 up`,
      'where a meter nets load and plant, say `meter: net`',
    );
  return value;
}
