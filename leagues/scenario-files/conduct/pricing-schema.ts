import { z } from 'zod';
import { pricingNames } from '../mechanisms.js';
import { units } from '../reading/decimal-units.js';

const between = z.strictObject({ k: units('k', 1) });

/** How matches of a double auction are priced. */
export const pricingSchema = z.union([z.enum(pricingNames), between], {
  error: `must be one of ${pricingNames.join(', ')}, or { k: 0 to 1 }`,
});
