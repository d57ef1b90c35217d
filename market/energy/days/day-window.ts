/** The periods that are planned when a day begins. */
export interface DayWindow {
  /** counted from 0 */
  readonly day: number;
  /** its first period, of all */
  readonly from: number;
  /** of the day: those that are traded, and come true */
  readonly traded: number;
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
