import type { BlockSeries } from './block-series.js';
import { shareOfLook } from './looks.js';
import { meanInterval, type IntervalOptions, type MeanEstimate } from './mean-interval.js';
import { LEVEL } from './verdict.js';

/**
 * A mean whose interval holds at all looks at growing data together: each has an interval at its share of the level, so that with
 * 95 % all that are ever shown hold the true mean, and so does what they have in common. That is shown as long as it holds
 * the mean, else the interval of the last look by itself. `looks`: blocks that each had, the last being all; undefined: one
 * was planned, at the whole level. Null without blocks.
 */
export function intervalOverLooks(
  series: BlockSeries,
  looks: readonly number[] | undefined,
  options: Pick<IntervalOptions, 'bounds'> = {},
): MeanEstimate | null {
  if (!looks) return meanInterval(series, options);
  const at = (seen: BlockSeries, look: number): MeanEstimate | null =>
    meanInterval(seen, { ...options, level: LEVEL * shareOfLook(look) });
  const last = at(series, looks.length);
  if (!last || last.low === null || last.high === null) return last;
  let { low, high } = last;
  for (const [i, blocks] of looks.slice(0, -1).entries()) {
    const earlier = at(series.slice(0, blocks), i + 1);
    low = Math.max(low, earlier?.low ?? -Infinity);
    high = Math.min(high, earlier?.high ?? Infinity);
  }
  return low <= last.mean && last.mean <= high ? { ...last, low, high } : last;
}
