import { sigmaOf } from '#market/ledger/certificate.js';
import { deliveriesOf } from '#market/ledger/deliveries.js';
import type { LedgerClearing, LedgerOrder } from '#market/ledger/ledger.port.js';
import { wordsFor } from '#market/ledger/gas-bounds.js';
import { readFilledOrder, writeFilledOrder } from './order-codec.js';
import { PackedReader, PackedWriter } from './packing.js';

/** Seat number that stands for the dealer. */
export const DEALER_SEAT = 0xffff;

/** One seat's part of a clearing as it travels: its book with fills, and the dealer's claims. */
export interface ClearingGroup {
  readonly seat: number;
  readonly orders: readonly LedgerOrder[];
  readonly fills: readonly bigint[];
  /** p'delivered, > 0 paid by the seat */
  readonly payment: bigint;
  /** max(0, max over its limited orders of (limit - p'bundle)) */
  readonly sigma: bigint;
}

/** A clearing with its certificate, as `clear` and `propose` take it. */
export interface CertifiedClearing {
  readonly prices: readonly bigint[];
  readonly offer: readonly bigint[];
  /** what the dealer holds before it */
  readonly inventory: readonly bigint[];
  /** seats with an open book, ascending; the dealer's own orders (if any) last */
  readonly groups: readonly ClearingGroup[];
}

/** Adds what the contract wants to see: books, payments, sigmas. */
export function certify(
  books: readonly (readonly LedgerOrder[])[],
  inventory: readonly bigint[],
  clearing: LedgerClearing,
): CertifiedClearing {
  const { prices, offer, fills, dealerOrders, dealerFills } = clearing;
  const payments = new Map(deliveriesOf(books, clearing).map(({ seat, payment }) => [seat, payment]));
  const groups: ClearingGroup[] = [];
  books.forEach((orders, seat) => {
    if (orders.length === 0) return;
    const sigma = sigmaOf(orders, prices);
    groups.push({ seat, orders, fills: fills[seat]!, payment: payments.get(seat) ?? 0n, sigma });
  });
  if (dealerOrders.length > 0)
    groups.push({ seat: DEALER_SEAT, orders: dealerOrders, fills: dealerFills, payment: 0n, sigma: 0n });
  return { prices, offer, inventory, groups };
}

/** Layout: IBundleMarket.sol. Hex without 0x. */
export function packClearing({ prices, offer, inventory, groups }: CertifiedClearing): string {
  const writer = new PackedWriter(3 * wordsFor(prices.length) + 20 * groups.length);
  writer.vector(prices).vector(offer).vector(inventory);
  for (const { seat, orders, fills, payment, sigma } of groups) {
    const packed = new PackedWriter(20);
    orders.forEach((order, i) => writeFilledOrder(packed, order, fills[i]!, orders[i - 1]));
    const counts = (BigInt(seat) << 240n) | (BigInt(orders.length) << 224n) | (BigInt(packed.bytes) << 192n);
    writer.word(counts | BigInt.asUintN(128, payment));
    writer.word(sigma).append(packed);
  }
  return writer.hex();
}

/** Throws `RangeError` where it is none. */
export function unpackClearing(hex: string, m: number): CertifiedClearing {
  const reader = new PackedReader(hex);
  const prices = reader.vector(m);
  const offer = reader.vector(m);
  const inventory = reader.vector(m);
  const groups: ClearingGroup[] = [];
  while (!reader.done) {
    const header = reader.word();
    const sigma = reader.word();
    const orders: LedgerOrder[] = [];
    const fills: bigint[] = [];
    let bundle: readonly bigint[] = prices.map(() => 0n);
    for (let left = Number((header >> 224n) & 0xffffn); left > 0; left--) {
      const { order, fill } = readFilledOrder(reader, bundle);
      orders.push(order);
      fills.push(fill);
      ({ bundle } = order);
    }
    const seat = Number(header >> 240n);
    groups.push({ seat, orders, fills, payment: BigInt.asIntN(128, header), sigma });
  }
  return { prices, offer, inventory, groups };
}
