import { auctionLimits } from '#market/double-auction/limits.js';
import { z } from 'zod';
import { pricingSchema } from '../conduct/pricing-schema.js';
import { units } from '../reading/decimal-units.js';
import { identifier, name } from '../reading/field-schemas.js';

const price = units('price', auctionLimits.price);
const amount = z.int().gt(0).max(auctionLimits.amount).transform(BigInt);
const order = { id: identifier, amount, time: z.int().min(0).default(0).transform(BigInt) };

const ask = z.strictObject({ ...order, price, type: z.enum(['pv', 'chp']) });
const bid = z.strictObject({ ...order, prices: z.strictObject({ pv: price, chp: price }) });

/** What somebody has when the period opens. */
const funds = z.strictObject({
  id: identifier,
  money: units('money', auctionLimits.money).optional(),
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
  pricing: pricingSchema.default('highest-ask'),
  periods: z.array(period).min(1).max(auctionLimits.periods),
});

export type AuctionDocument = z.output<typeof auctionSchema>;
export type AuctionPeriodDocument = AuctionDocument['periods'][number];
