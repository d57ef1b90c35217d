import { z } from 'zod';
import { boundedNumber, nonNegative, positive } from '../../reading/field-schemas.js';
import { fieldLimits, scenarioLimits } from '../../reading/limits.js';
import { schedule } from './household-schema.js';

const deviation = z.number().min(0, 'is a standard deviation, so not below 0').max(fieldLimits.deviation);

/** Of the relative error: always, or by the hours that lie ahead, straight in between and level beyond. */
const sigma = z.union([
  deviation,
  z
    .array(z.strictObject({ lead: nonNegative, sigma: deviation }))
    .min(1)
    .max(fieldLimits.points)
    .refine((points) => points.every(({ lead }, i) => i === 0 || lead > points[i - 1]!.lead), {
      message: 'must go from near to far',
    }),
]);

/** A price as prices are stated, or so much above (below, if negative) what the grid asks, or pays, in each period. */
const imbalancePrice = z.union([schedule, z.strictObject({ offset: boundedNumber })]);

/** Fields of a community whose forecasts may be wrong, and whose days follow one another. */
export const daysFields = {
  forecast: z
    .union(
      [
        z.enum(['perfect', 'persistence', 'series']),
        z.strictObject({
          noisy: z
            .strictObject({
              load: sigma.default(0),
              pv: sigma.default(0),
              /** hours in which the correlation of errors falls to 1/e */
              memory: positive.max(fieldLimits.memoryHours).default(3),
            })
            .refine(({ load, pv }) => load !== 0 || pv !== 0, {
              message: 'has no error: give `load`, `pv` or both a sigma, or say `forecast: perfect`',
            }),
        }),
      ],
      {
        error: ({ input }) =>
          typeof input === 'object' && input !== null && 'noisy' in input
            ? undefined
            : 'must be perfect, persistence, series, or { noisy: { load, pv } }',
      },
    )
    .optional(),
  imbalance: z.strictObject({ short: imbalancePrice, long: imbalancePrice }).optional(),
  /** so many, one after the other */
  days: z.int().min(1).max(scenarioLimits.days).optional(),
  /** hours from the start of a day that households look ahead */
  horizon: positive.max(scenarioLimits.horizonHours).optional(),
  /** so many periods after which the rest of a day is traded anew */
  retrade: z.int().min(1).optional(),
};

export type SigmaDocument = z.infer<typeof sigma>;
