import type { PeriodClock } from '#market/energy/period-clock.js';
import { type CommunityDocument, seriesOf } from '../schema/community-schema.js';
import { loadSeries, type SeriesFiles } from '../../series/load-series.js';
import type { SeriesDocument } from '../../series/series-schema.js';
import { FieldError, fieldPath, ScenarioError, withOthers } from '../../reading/scenario-error.js';
import { checkCovers, resampled, type TimeSeries } from '../../series/time-series.js';

/** The series a community refers to, in its periods (T): kWh, kWh per kW of peak power, or EUR/kWh. */
export type SeriesBook = ReadonlyMap<SeriesDocument, Float64Array>;

/** A series as long as its file, and the field that asks for it. */
export interface ReadSeries {
  readonly path: readonly PropertyKey[];
  readonly document: SeriesDocument;
  readonly series: TimeSeries;
}

/**
 * Reads all series of a document. Throws `FieldError` with what is wrong with any of them: where in the document, then
 * where in the CSV file.
 */
export async function readAllSeries(document: CommunityDocument, read: SeriesFiles): Promise<ReadSeries[]> {
  const all: ReadSeries[] = [];
  const faults: FieldError[] = [];
  for (const { path, series } of seriesOf(document)) {
    try {
      all.push({ path, document: series, series: await loadSeries(series, read) });
    } catch (error) {
      faults.push(...inField(path, series.csv, error));
    }
  }
  if (faults.length > 0) throw withOthers(faults);
  return all;
}

/** The periods of a clock. Throws `FieldError` for a series that does not cover them. */
export function seriesBook(all: readonly ReadSeries[], clock: PeriodClock): SeriesBook {
  checkCovered(all, clock);
  return new Map(all.map(({ document, series }) => [document, resampled(series, clock)]));
}

/** Throws `FieldError` for a series that does not cover the periods of a clock. */
export function checkCovered(all: readonly ReadSeries[], clock: PeriodClock): void {
  const faults: FieldError[] = [];
  for (const { path, document, series } of all) {
    try {
      checkCovers(series, clock);
    } catch (error) {
      faults.push(...inField(path, document.csv, error));
    }
  }
  if (faults.length > 0) throw withOthers(faults);
}

/** What is wrong with a series, told with the field that asks for it. Throws what is no fault of the file's. */
function inField(path: readonly PropertyKey[], csv: string, error: unknown): FieldError[] {
  if (!(error instanceof FieldError || error instanceof ScenarioError)) throw error;
  const first = error instanceof FieldError ? error : new FieldError([error.field], error.reason, error.mend);
  return [first, ...error.others].map(({ path: line, reason, mend }) => {
    const where = fieldPath(line.filter((part) => part !== ''));
    return new FieldError(path, `${csv}: ${where && `${where}: `}${reason}`, mend);
  });
}
