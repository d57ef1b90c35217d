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
  let next = 0;
  for (let i = 0; i < values.length; i++) {
    if (!Number.isNaN(values[i])) continue;
    if (next <= i) for (next = i + 1; next < values.length && Number.isNaN(values[next]);) next++;
    values[i] = filling(values, rule, i, rule === 'interpolate' ? next : perDay);
    if (Number.isNaN(values[i]))
      throw new FieldError(
        [],
        `nothing to fill the gap at ${isoTime(start + i * step)} with (\`gaps: ${rule}\`)`,
        rule === 'previous-day' ? 'the first day must be complete' : 'it is at an end of the file',
      );
  }
}

/** All before `i` is filled. `other`: the next one that is there (interpolate), or how many make a day. */
function filling(values: Float64Array, rule: SeriesDocument['gaps'], i: number, other: number): number {
  switch (rule) {
    case 'refuse':
      return NaN;
    case 'hold':
      return values[i - 1] ?? NaN;
    case 'previous-day':
      return values[i - other] ?? NaN;
    case 'interpolate': {
      const [before, after] = [values[i - 1] ?? NaN, values[other] ?? NaN];
      return before + (after - before) / (other - i + 1);
    }
  }
}
