import { z } from 'zod';
import { entryLimits } from './bundle-limits.js';
import { energyTypes } from '#market/double-auction/orders.js';
import type { PeriodBook } from '#market/match/report/auction-record.js';
import { count, finite, listOf } from './schema-parts.js';

const type = z.enum(energyTypes);

/** Fields in the order in which they are recorded, as those of rounds. */
export const periodBookSchema: z.ZodType<PeriodBook> = z.strictObject({
  first: type,
  grid: z.strictObject({ sells: finite, buys: finite }),
  asks: listOf(z.strictObject({ seat: count, type, amount: count, price: finite }), entryLimits.seats),
  bids: listOf(z.strictObject({ seat: count, amount: count, pv: finite, chp: finite }), entryLimits.seats),
  // Of one type, one fewer than orders take part.
  matches: listOf(
    z.strictObject({
      ...{ type, seller: count, buyer: count, amount: count },
      ...{ buyerPrice: finite, sellerPrice: finite },
    }),
    2 * entryLimits.seats,
  ),
});
