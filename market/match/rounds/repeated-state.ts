import { createHash } from 'node:crypto';
import type { LedgerState } from '../../ledger/ledger.port.js';

/** How often the same full state may come back, per round it takes for most seats to have had a turn. */
const ALLOWED_REPEATS = 3;
/** Ledger units of a quantity (1e-9 each) that are nothing: what roundings leave of a trade and its way back. */
const CRUMB = 1_000n;

/**
 * Recognises a market that goes in circles: same holdings, prices and open book again and again, but for crumbs of
 * resources (cash is left out: it can drift while everything else repeats). Rounds in which nothing happens are the
 * call rule's business: there the state repeats because most seats have had no turn yet.
 */
export class RepeatedStateDetector {
  private readonly seen = new Map<string, number>();
  private readonly allowed: number;

  /** `patience`: rounds it takes for most seats to have had a turn */
  constructor(patience: number) {
    this.allowed = ALLOWED_REPEATS * patience;
  }

  /** Records the state after a round in which something happened; true when it has come back too often. */
  repeats(state: LedgerState, announced: Float64Array): boolean {
    const hash = createHash('sha256');
    hash.update(`${state.prices.join()};${announced.join()};${withoutCrumbs(state.inventory)}`);
    for (const { allocation, orders } of state.seats) {
      hash.update(`|${withoutCrumbs(allocation)}`);
      for (const order of orders) hash.update(`/${order.limit}:${withoutCrumbs(order.bundle)}`);
    }
    const key = hash.digest('base64');
    const count = (this.seen.get(key) ?? 0) + 1;
    this.seen.set(key, count);
    return count > this.allowed;
  }
}

/** To the nearest millionth of a resource's unit. */
function withoutCrumbs(quantities: readonly bigint[]): string {
  return quantities.map((quantity) => (quantity + (quantity < 0n ? -CRUMB : CRUMB) / 2n) / CRUMB).join();
}
