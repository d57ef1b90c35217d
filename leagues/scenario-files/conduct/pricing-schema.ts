import { z } from 'zod';
import { pricingNames } from '../mechanisms.js';
import { units } from '../reading/decimal-units.js';

const named = z.enum(pricingNames);
const between = z.strictObject({ k: units('k', 1) });

/** How matches of a double auction are priced. What has neither form is told both, whatever its fields. */
export const pricingSchema = z
  .unknown()
  .refine(
    (value) => named.safeParse(value).success || z.looseObject({ k: z.any() }).safeParse(value).success,
    {
      error: `must be one of ${pricingNames.join(', ')}, or { k: 0 to 1 }`,
      abort: true,
    },
  )
  .pipe(z.union([named, between]));
