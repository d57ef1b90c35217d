import { auctionLimits } from '#market/double-auction/limits.js';
import { z } from 'zod';
import { pricingNames } from '../mechanisms.js';
import { identifier, name } from '../reading/field-schemas.js';

/** Units per what is written: 1/100 ct of ct, 1e-7 EUR of EUR, 1/10,000 of `k`. */
const unitsPer = { price: 100, money: 10_000_000, k: 10_000 } as const;

/** A decimal number, as so many units. Tolerates only what binary numbers do to decimal ones. */
function units(of: keyof typeof unitsPer, most: number) {
  return z
    .number()
    .min(0)
    .max(most)
    .refine((value) => Math.abs(value * unitsPer[of] - Math.round(value * unitsPer[of])) <= 1e-5, {
      message: `must be a whole multiple of ${1 / unitsPer[of]}`,
    })
    .transform((value) => BigInt(Math.round(value * unitsPer[of])));
}

const price = units('price', auctionLimits.price);
const amount = z.int().gt(0).max(auctionLimits.amount).transform(BigInt);
const order = { id: identifier, amount, time: z.int().min(0).default(0).transform(BigInt) };

const ask = z.strictObject({ ...order, price, type: z.enum(['pv', 'chp']) });
const bid = z.strictObject({ ...order, prices: z.strictObject({ pv: price, chp: price }) });

/** What somebody has when the period opens. */
const funds = z.strictObject({
  id: identifier,
  money: units('money', 1e8).optional(),
  tokens: z.int().min(0).max(auctionLimits.amount).transform(BigInt).optional(),
});

const period = z.strictObject({
  asks: z.array(ask).max(auctionLimits.orders).default([]),
  bids: z.array(bid).max(auctionLimits.orders).default([]),
  funds: z
    .array(funds)
    .max(2 * auctionLimits.orders)
    .default([]),
});

export const auctionSchema = z.strictObject({
  kind: z.literal('auction'),
  id: identifier.default('auction'),
  title: name.optional(),
  mechanism: z.literal('double-auction').optional(),
  /** ct per kWh */
  grid: z.strictObject({ sells: price.optional(), buys: price.optional() }).default({}),
  pricing: z
    .union([z.enum(pricingNames), z.strictObject({ k: units('k', 1) })], {
      error: `must be one of ${pricingNames.join(', ')}, or { k: 0 to 1 }`,
    })
    .default('highest-ask'),
  periods: z.array(period).min(1).max(auctionLimits.periods),
});

export type AuctionDocument = z.output<typeof auctionSchema>;
export type AuctionPeriodDocument = AuctionDocument['periods'][number];
