import { type CommunityDocument, seriesOf } from './community-schema.js';
import { loadSeries } from './load-series.js';
import type { SeriesDocument } from './series-schema.js';
import { FieldError } from './scenario-error.js';
import { resampled } from './time-series.js';

/** The series a community refers to, in its periods (T): kWh, kWh per kW of peak power, or EUR/kWh. */
export type SeriesBook = ReadonlyMap<SeriesDocument, Float64Array>;

/** Reads all series of a document. Throws `ScenarioError` or `FieldError`. */
export async function seriesBook(document: CommunityDocument, folder: string): Promise<SeriesBook> {
  const clock = { start: document.start, stepHours: document.step, periods: document.periods };
  const book = new Map<SeriesDocument, Float64Array>();
  for (const { path, series } of seriesOf(document)) {
    const loaded = await loadSeries(series, folder);
    try {
      book.set(series, resampled(loaded, clock));
    } catch (error) {
      if (error instanceof FieldError) throw new FieldError(path, error.reason, error.mend);
      throw error;
    }
  }
  return book;
}
