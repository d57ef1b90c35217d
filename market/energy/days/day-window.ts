/** The periods that are planned when a day begins, or when what it brings is traded anew. */
export interface DayWindow {
  /** counted from 0 */
  readonly day: number;
  /** its first period: of the day, and of all */
  readonly period: number;
  readonly from: number;
  /** of the day: those that are traded */
  readonly traded: number;
  /** of these, those that come true before anything is traded again */
  readonly settled: number;
  /** of the day and beyond */
  readonly periods: number;
}

/** Of a series over all days, the periods of a window. */
export function within(
  series: Float64Array,
  { from, periods }: Pick<DayWindow, 'from' | 'periods'>,
): Float64Array {
  return series.slice(from, from + periods);
}
