import { z } from 'zod';
import { entryLimits } from './bundle-limits.js';
import { energyTypes } from '#market/double-auction/orders.js';
import { dayNumber } from './days-schema.js';
import type { ValueKinds, ValuesWithGaps } from './value-kinds.js';

/** Rounds as they are recorded (`RoundRecord`), stated once: see `ValueKinds`. Fields stand in the order in which the result hash takes them. */

const type = z.enum(energyTypes);

/** `PeriodBook` */
const periodBook = ({ finite, count, listOf }: ValueKinds) =>
  z.strictObject({
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

/** `RoundTransaction` */
const transaction = ({ count, text }: ValueKinds) =>
  z.strictObject({
    kind: text(/^[A-Za-z]\w{0,40}$/).describe('the function of the contract'),
    sender: z.union([count, z.enum(['dealer', 'operator'])]).describe('a seat, or who else'),
    gas: count,
    block: count,
    hash: text(/^0x[0-9a-f]{64}$/),
  });

export const roundIn = <Gap extends number | null>(is: ValuesWithGaps<Gap>) => {
  const { finite, count, listOf } = is;
  /** one number per resource */
  const vector = listOf(finite, entryLimits.resources);
  const trade = z.strictObject({
    seat: count,
    delivered: vector,
    payment: finite,
    escrow: is.text(/^(0|[1-9]\d{0,40})$/).exactOptional(),
  });
  return z.strictObject({
    round: is.ordinal(Number.MAX_SAFE_INTEGER),
    call: z.boolean(),
    participants: count,
    announced: vector,
    prices: vector,
    newOrders: count,
    openOrders: count,
    settled: z.boolean(),
    surplus: finite,
    trades: listOf(trade, entryLimits.seats),
    gap: is.upwards,
    lowerBound: is.downwards,
    cost: finite,
    auction: periodBook(is).exactOptional().describe('of a double auction; Wh, ct/kWh'),
    excess: vector.exactOptional().describe('of a clock exchange: wanted beyond what is offered'),
    transactions: listOf(transaction(is), entryLimits.transactions)
      .exactOptional()
      .describe('that the round took on a chain, in its order'),
    day: dayNumber(is).exactOptional().describe('of a match over days'),
  });
};
