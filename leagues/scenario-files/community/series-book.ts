import { type CommunityDocument, seriesOf } from './community-schema.js';
import { loadSeries, type SeriesFiles } from '../series/load-series.js';
import type { SeriesDocument } from '../series/series-schema.js';
import { FieldError, ScenarioError } from '../reading/scenario-error.js';
import { resampled } from '../series/time-series.js';

/** The series a community refers to, in its periods (T): kWh, kWh per kW of peak power, or EUR/kWh. */
export type SeriesBook = ReadonlyMap<SeriesDocument, Float64Array>;

/** Reads all series of a document. Throws `FieldError`: where in the document, then where in the CSV file. */
export async function seriesBook(document: CommunityDocument, read: SeriesFiles): Promise<SeriesBook> {
  const clock = { start: document.start, stepHours: document.step, periods: document.periods };
  const book = new Map<SeriesDocument, Float64Array>();
  for (const { path, series } of seriesOf(document)) {
    try {
      book.set(series, resampled(await loadSeries(series, read), clock));
    } catch (error) {
      throw inField(path, series.csv, error);
    }
  }
  return book;
}

/** What is wrong with a series, told with the field that asks for it. */
function inField(path: readonly PropertyKey[], csv: string, error: unknown): unknown {
  if (error instanceof FieldError) return new FieldError(path, `${csv}: ${error.reason}`, error.mend);
  if (!(error instanceof ScenarioError)) return error;
  const line = error.field && `${error.field}: `;
  return new FieldError(path, `${csv}: ${line}${error.reason}`, error.mend);
}
