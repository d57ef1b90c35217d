import { sigmaOf } from '#market/ledger/certificate.js';
import { deliveriesOf } from '#market/ledger/deliveries.js';
import type { LedgerClearing, LedgerOrder } from '#market/ledger/ledger.port.js';
import { wordsFor } from '#market/ledger/gas-bounds.js';
import { orderWords, readOrder, writeOrder } from './order-codec.js';
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
  /** seats with an open book, ascending; the dealer's own orders (if any) last */
  readonly groups: readonly ClearingGroup[];
}

/** Adds what the contract wants to see: books, payments, sigmas. */
export function certify(
  books: readonly (readonly LedgerOrder[])[],
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
  return { prices, offer, groups };
}

/** Layout: IBundleMarket.sol. Hex without 0x. */
export function packClearing({ prices, offer, groups }: CertifiedClearing): string {
  const m = prices.length;
  const orders = groups.reduce((sum, group) => sum + group.orders.length, 0);
  const writer = new PackedWriter(2 * wordsFor(m) + 2 * groups.length + orders * orderWords(m));
  writer.vector(prices).vector(offer);
  for (const group of groups) {
    const header = (BigInt(group.seat) << 240n) | (BigInt(group.orders.length) << 224n);
    writer.word(header | BigInt.asUintN(128, group.payment)).word(group.sigma);
    group.orders.forEach((order, i) => writeOrder(writer, order, group.fills[i]!));
  }
  return writer.hex();
}

export function unpackClearing(hex: string, m: number): CertifiedClearing {
  const reader = new PackedReader(hex);
  const prices = reader.vector(m);
  const offer = reader.vector(m);
  const groups: ClearingGroup[] = [];
  while (!reader.done) {
    const header = reader.word();
    const sigma = reader.word();
    const count = Number((header >> 224n) & 0xffffn);
    const filled = Array.from({ length: count }, () => readOrder(reader, m));
    groups.push({
      seat: Number(header >> 240n),
      orders: filled.map(({ order }) => order),
      fills: filled.map(({ fill }) => fill),
      payment: BigInt.asIntN(128, header),
      sigma,
    });
  }
  return { prices, offer, groups };
}
