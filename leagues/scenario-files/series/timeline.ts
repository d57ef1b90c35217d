import { scenarioLimits } from '../reading/limits.js';
import { FieldError } from '../reading/scenario-error.js';
import { told, type CsvRecord } from './csv.js';
import type { SeriesDocument } from './series-schema.js';
import { formsOf, timeReader } from './time-format.js';
import { isoTime } from './time-series.js';
import { zoneClock } from './time-zone.js';

/** When the rows of a file are, as they come by. */
export interface Timeline {
  /** How many rows are missing before this one. */
  accept(record: CsvRecord, cell: string): number;
  /** when the first row begins and the distance of rows, seconds */
  finish(rows: number): { start: number; step: number };
}

/**
 * Throws `FieldError` with the line for a row that is no time, or not where it is due. Rows that are missing where the series does not say
 * how gaps are filled are a fault after which one may read on: `onGap` gets it, and throws it unless something else is given.
 */
export function timelineOf(
  document: SeriesDocument,
  onGap: (gap: FieldError) => void = (gap) => {
    throw gap;
  },
): Timeline {
  const { time, start, step, timeZone = 'UTC', label: at, gaps } = document;
  const zone = zoneClock(timeZone);
  if (!zone) throw new TypeError(`the schema let '${timeZone}' pass as a time zone`);
  const format = formatOf(document);
  const read = timeReader(format, zone);
  let first: number | undefined;
  let previous: number | undefined;
  let distance = step === undefined ? undefined : step * 3600;
  return {
    accept({ line }, cell) {
      const possible = read(cell);
      const due = previous !== undefined && distance !== undefined ? previous + distance : undefined;
      const label = possible.find((instant) => instant === due) ?? possible[0];
      if (label === undefined)
        throw new FieldError([`line ${line}`], `'${told(cell)}' is not a time`, formsOf(format));
      first ??= label;
      let missing = 0;
      if (previous !== undefined) {
        distance ??= label - previous;
        missing = (label - previous) / distance - 1;
        const isGap = Number.isInteger(missing) && missing > 0 && missing <= scenarioLimits.missingRows;
        if (distance <= 0 || (missing !== 0 && !(isGap && gaps !== 'refuse'))) {
          const fault = new FieldError(
            [`line ${line}`],
            `the time ${isoTime(label)} does not follow ${isoTime(previous)} by ${distance / 60} minutes`,
            isGap
              ? 'rows are missing: say how they are filled (`gaps: hold`, `interpolate` or `previous-day`)'
              : 'rows must be in order, evenly spaced and complete',
          );
          if (distance <= 0 || !isGap) throw fault;
          onGap(fault);
        }
      }
      previous = label;
      return missing;
    },
    finish(rows) {
      const begin = time === undefined ? zone(start!)[0] : first;
      if (rows === 0 || begin === undefined || distance === undefined)
        throw new FieldError([], 'has too few rows to tell their distance', 'give `step`');
      return { start: at === 'ending' ? begin - distance : begin, step: distance };
    },
  };
}

/** How the times of a file are written; `timeFormat` is its older name. */
export function formatOf({ format, timeFormat }: Pick<SeriesDocument, 'format' | 'timeFormat'>): string {
  return format ?? timeFormat ?? 'iso';
}
