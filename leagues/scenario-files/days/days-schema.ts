import { z } from 'zod';
import { scenarioLimits } from '../reading/limits.js';
import { isCalendarDay } from '../series/calendar.js';

const DAY_OR_RANGE = /^\d{4}-\d\d-\d\d(\/\d{4}-\d\d-\d\d)?$/;

const dayOrRange = z
  .string()
  .regex(DAY_OR_RANGE, 'a date such as 2025-07-08, or two as 2025-06-01/2025-08-31')
  .refine((text) => text.split('/').every(isCalendarDay), { message: 'no such date' });

const dayList = z.union([
  dayOrRange.transform((one) => [one]),
  z.array(dayOrRange).min(1).max(scenarioLimits.days),
]);

/** The section `draw` of a community: what a block draws. */
export const drawSchema = z.strictObject({
  days: z
    .strictObject({
      /** dates, and ranges of them with both ends */
      from: dayList,
      /** of which every run gets its share */
      strata: z.enum(['season', 'weekday']).optional(),
      /** kept for runs of leagues: a share of the days, met on average, or which ones */
      hold: z.union([z.number().gt(0).lt(1), dayList]).optional(),
    })
    .optional(),
  /** the homes anew in every block, from their ranges, or once for all of them */
  households: z.enum(['ranges', 'fixed']).optional(),
  weather: z.enum(['synthetic', 'series']).optional(),
});

export type DaysDocument = NonNullable<z.infer<typeof drawSchema>['days']>;
