import { wordsFor } from '#market/ledger/gas-bounds.js';
import type { LedgerOrder } from '#market/ledger/ledger.port.js';
import { LedgerError } from '#market/ledger/ledger.port.js';
import { PackedReader, PackedWriter } from './packing.js';

const UNLIMITED = 1n << 255n;
const LIMIT_BITS = 128;
const FILL_MASK = (1n << 64n) - 1n;

/** Words of one packed order. */
export function orderWords(m: number): number {
  return 1 + wordsFor(m);
}

/** Appends an order and how much of it is filled (0 when it is submitted). */
export function writeOrder(writer: PackedWriter, order: LedgerOrder, fill: bigint): void {
  if (order.limit !== BigInt.asIntN(LIMIT_BITS, order.limit))
    throw new LedgerError('quantity-out-of-range', `limit ${order.limit} does not fit into 128 bits`);
  if (fill < 0n || fill > FILL_MASK) throw new LedgerError('fill-out-of-range', `fill ${fill}`);
  const header =
    (order.kind === 'unlimited' ? UNLIMITED : 0n) |
    (fill << BigInt(LIMIT_BITS)) |
    BigInt.asUintN(LIMIT_BITS, order.limit);
  writer.word(header).vector(order.bundle);
}

export function readOrder(reader: PackedReader, m: number): { order: LedgerOrder; fill: bigint } {
  const header = reader.word();
  const kind = (header & UNLIMITED) === 0n ? 'limited' : 'unlimited';
  const order = { bundle: reader.vector(m), limit: BigInt.asIntN(LIMIT_BITS, header), kind } as const;
  return { order, fill: (header >> BigInt(LIMIT_BITS)) & FILL_MASK };
}

/** Orders as `submitOrders` takes them, hex without 0x. */
export function packOrders(orders: readonly LedgerOrder[], m: number): string {
  const writer = new PackedWriter(orders.length * orderWords(m));
  for (const order of orders) writeOrder(writer, order, 0n);
  return writer.hex();
}

export function unpackOrders(hex: string, m: number): LedgerOrder[] {
  const reader = new PackedReader(hex);
  const orders: LedgerOrder[] = [];
  while (!reader.done) orders.push(readOrder(reader, m).order);
  return orders;
}
