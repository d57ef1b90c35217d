import { FieldError } from '../reading/scenario-error.js';
import type { SeriesDocument } from './series-schema.js';
import { isoTime } from './time-series.js';

/**
 * Replaces what is missing (NaN) in `values` by the series' rule: the last value before it, the straight line between
 * both sides, or the value of the same time on the day before (24 hours earlier). Throws `FieldError` where the rule finds
 * nothing to go by.
 */
export function fillGaps(
  values: Float64Array,
  rule: SeriesDocument['gaps'],
  { start, step }: { readonly start: number; readonly step: number },
): void {
  const perDay = Math.round(86_400 / step);
  for (let i = 0; i < values.length; i++) {
    if (!Number.isNaN(values[i])) continue;
    values[i] = filling(values, rule, i, perDay);
    if (Number.isNaN(values[i]))
      throw new FieldError(
        [],
        `nothing to fill the gap at ${isoTime(start + i * step)} with (\`gaps: ${rule}\`)`,
        rule === 'previous-day' ? 'the first day must be complete' : 'it is at an end of the file',
      );
  }
}

/** All before `i` is filled. */
function filling(values: Float64Array, rule: SeriesDocument['gaps'], i: number, perDay: number): number {
  switch (rule) {
    case 'refuse':
      return NaN;
    case 'hold':
      return values[i - 1] ?? NaN;
    case 'previous-day':
      return values[i - perDay] ?? NaN;
    case 'interpolate': {
      let next = i + 1;
      while (next < values.length && Number.isNaN(values[next])) next++;
      const [before, after] = [values[i - 1] ?? NaN, values[next] ?? NaN];
      return before + (after - before) / (next - i + 1);
    }
  }
}
