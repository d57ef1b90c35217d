import { z } from 'zod';
import { pricingNames } from '../mechanisms.js';
import { units } from '../reading/decimal-units.js';

const between = z.strictObject({ k: units('k', 1) });

/** How matches of a double auction are priced. */
export const pricingSchema = z.union([z.enum(pricingNames), between], {
  error: `must be one of ${pricingNames.join(', ')}, or { k: 0 to 1 }`,
});

/** The same where plugins bid, whose auctions the contract may have to close. */
export const contractPricing = z.union([z.enum(['highest-ask', 'midpoint', 'pay-as-bid']), between], {
  error:
    'must be highest-ask, midpoint, pay-as-bid or { k: 0 to 1 }: others are of kind `auction` alone, the contract does not know them',
});
