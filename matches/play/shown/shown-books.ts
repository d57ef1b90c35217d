import { gunzipSync, gzipSync } from 'node:zlib';
import type { RoundBook } from '#market/match/rounds/round-book.js';
import { quantitiesToNumbers } from '#market/ledger/units.js';

/** Of a match, zipped: the round that does not fit, and those that follow, have no book to show. */
export const MOST_BOOK_BYTES = 16_000_000;

/** An open order as readers see it; money and quantities to a millionth. */
export interface ShownOrder {
  /** null: the dealer's */
  readonly seat: number | null;
  readonly kind: 'limited' | 'unlimited';
  readonly limit: number;
  /** what all of it comes to at the clearing prices */
  readonly cost: number;
  /** part that was settled */
  readonly fill: number;
  /** number of a resource, and how much of it is bought (> 0) or sold */
  readonly bundle: readonly (readonly [resource: number, quantity: number])[];
}

/** By round, each zipped by itself: a page shows one at a time. */
export type ShownBooks = ReadonlyMap<number, Uint8Array>;

/** Keeps the books of a match as they are cleared. */
export class BookKeeper {
  readonly books = new Map<number, Uint8Array>();
  private bytes = 0;
  /** the first round that had no room */
  private fullFrom = Infinity;

  constructor(private readonly most = MOST_BOOK_BYTES) {}

  add({ round, orders }: RoundBook): void {
    // A day that is played once more, and those after it.
    for (const [other, { byteLength }] of this.books)
      if (other >= round) {
        this.books.delete(other);
        this.bytes -= byteLength;
      }
    if (round > this.fullFrom) return;
    this.fullFrom = Infinity;
    const shown = orders.map(({ seat, order, limit, cost, fill }): ShownOrder => ({
      ...{
        seat,
        kind: order.kind,
        limit: toMillionth(limit),
        cost: toMillionth(cost),
        fill: toMillionth(fill),
      },
      bundle: Array.from(quantitiesToNumbers(order.bundle), toMillionth).flatMap((quantity, r) =>
        quantity === 0 ? [] : [[r, quantity] as const],
      ),
    }));
    const zipped = gzipSync(JSON.stringify(shown));
    if (this.bytes + zipped.byteLength > this.most) {
      this.fullFrom = round;
      return;
    }
    this.bytes += zipped.byteLength;
    this.books.set(round, zipped);
  }
}

export function shownOrders(zipped: Uint8Array): ShownOrder[] {
  return JSON.parse(gunzipSync(zipped).toString()) as ShownOrder[];
}

function toMillionth(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
