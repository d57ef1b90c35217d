import type { CarbonIntensity } from '#market/energy/carbon.js';
import type { PeriodClock } from '#market/energy/period-clock.js';
import { FieldError } from '../../reading/scenario-error.js';
import type { CommunityDocument } from '../schema/community-schema.js';
import type { IntensityDocument } from '../schema/household-schema.js';
import type { SeriesBook } from './series-book.js';

/** What grid energy emits in the periods of a clock; undefined: the scenario does not say. */
export function carbonOf(
  { carbon }: CommunityDocument,
  clock: PeriodClock,
  series: SeriesBook,
): CarbonIntensity | undefined {
  if (!carbon) return undefined;
  const perPeriod = (stated: IntensityDocument): Float64Array => {
    if (typeof stated === 'number') return new Float64Array(clock.periods).fill(stated);
    return Array.isArray(stated) ? Float64Array.from(stated) : series.get(stated)!;
  };
  return {
    average: perPeriod(carbon.average),
    ...(carbon.marginal !== undefined && { marginal: perPeriod(carbon.marginal) }),
  };
}

/** Throws `FieldError` for a list that is not as long as the horizon, which on some days is an hour longer or shorter. */
export function checkCarbon({ carbon }: CommunityDocument, { periods }: PeriodClock): void {
  for (const [name, stated] of Object.entries(carbon ?? {}))
    if (Array.isArray(stated) && stated.length !== periods)
      throw new FieldError(
        ['carbon', name],
        `has ${stated.length} values for ${periods} periods`,
        'give one for each, one number, or a series',
      );
}
