import { wordsFor } from '#market/ledger/gas-bounds.js';
import type { LedgerOrder } from '#market/ledger/ledger.port.js';
import { LedgerError } from '#market/ledger/ledger.port.js';
import { FULL_FILL } from '#market/ledger/units.js';
import { callLimits } from './limits.js';
import { bytesOf, PackedReader, PackedWriter, WORD } from './packing.js';

const UNLIMITED = 1n << 255n;
const LIMIT_BITS = 128;
const FILL_BYTES = 8;
/** In the first byte of an order in a clearing. */
const UNLIMITED_BIT = 0x80;
const FILLED = 1;
const FILL_TOLD = 2;

/** Words of one packed order. */
function orderWords(m: number): number {
  return 1 + wordsFor(m);
}

function fittingLimit({ limit }: LedgerOrder): bigint {
  if (limit !== BigInt.asIntN(LIMIT_BITS, limit))
    throw new LedgerError('quantity-out-of-range', `limit ${limit} does not fit into 128 bits`);
  return limit;
}

/** Appends an order of a clearing, of which only what differs from the one before it is told. */
export function writeFilledOrder(
  writer: PackedWriter,
  order: LedgerOrder,
  fill: bigint,
  before?: LedgerOrder,
): void {
  if (fill < 0n || fill !== BigInt.asUintN(8 * FILL_BYTES, fill))
    throw new LedgerError('fill-out-of-range', `fill ${fill}`);
  const limit = fittingLimit(order);
  const length = limit === 0n ? 0 : bytesOf(limit);
  const told = fill === 0n ? 0 : fill === FULL_FILL ? FILLED : FILL_TOLD;
  writer.short(BigInt((order.kind === 'unlimited' ? UNLIMITED_BIT : 0) | (told << 5) | length), 1);
  if (told === FILL_TOLD) writer.short(fill, FILL_BYTES);
  writer.short(limit, length).changes(order.bundle, before?.bundle);
}

export function readFilledOrder(
  reader: PackedReader,
  before: readonly bigint[],
): { order: LedgerOrder; fill: bigint } {
  const first = Number(reader.short(1));
  const told = (first >> 5) & 3;
  const fill = told === FILL_TOLD ? reader.short(FILL_BYTES) : told === FILLED ? FULL_FILL : 0n;
  const length = first & 31;
  const limit = BigInt.asIntN(8 * length, reader.short(length));
  const kind = (first & UNLIMITED_BIT) === 0 ? 'limited' : 'unlimited';
  return { order: { bundle: reader.changes(before), limit, kind }, fill };
}

/** Orders as `submitOrders` takes them, hex without 0x. */
export function packOrders(orders: readonly LedgerOrder[], m: number): string {
  const writer = new PackedWriter(orders.length * orderWords(m));
  for (const order of orders) {
    const kind = order.kind === 'unlimited' ? UNLIMITED : 0n;
    writer.word(kind | BigInt.asUintN(LIMIT_BITS, fittingLimit(order))).vector(order.bundle);
  }
  return writer.hex();
}

/** Orders by the call that places them: as few calls as pools of usual clients allow. */
export function inCalls(orders: readonly LedgerOrder[], m: number): LedgerOrder[][] {
  const most = Math.max(1, Math.floor(callLimits.bytes / (WORD * orderWords(m))));
  return Array.from({ length: Math.ceil(orders.length / most) }, (_, i) =>
    orders.slice(i * most, (i + 1) * most),
  );
}

export function unpackOrders(hex: string, m: number): LedgerOrder[] {
  const reader = new PackedReader(hex);
  const orders: LedgerOrder[] = [];
  while (!reader.done) {
    const header = reader.word();
    const kind = (header & UNLIMITED) === 0n ? 'limited' : 'unlimited';
    orders.push({ bundle: reader.vector(m), limit: BigInt.asIntN(LIMIT_BITS, header), kind });
  }
  return orders;
}
