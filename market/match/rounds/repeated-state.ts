import { createHash } from 'node:crypto';
import type { LedgerState } from '../../ledger/ledger.port.js';

/** How often the same full state may come back, per round it takes for most seats to have had a turn. */
const ALLOWED_REPEATS = 3;
/** Ledger units of a quantity (1e-9 each) that are nothing: what roundings leave of a trade and its way back. */
const CRUMB = 1_000n;

/**
 * Recognises a market that goes in circles: same holdings, prices and open book again and again (cash is left out: it can
 * drift while everything else repeats). Rounds in which nothing happens are the call rule's business: there the state
 * repeats because most seats have had no turn yet.
 */
export class RepeatedStateDetector {
  private readonly exact = new Map<string, number>();
  private readonly rounded = new Map<string, number>();
  private readonly allowed: number;

  /** `patience`: rounds it takes for most seats to have had a turn */
  constructor(patience: number) {
    this.allowed = ALLOWED_REPEATS * patience;
  }

  /** Records the state after a round in which something happened: whether it has come back too often, to the last unit or but for crumbs of resources. */
  observe(
    state: LedgerState,
    announced: Float64Array,
  ): { readonly exact: boolean; readonly butForCrumbs: boolean } {
    const toTheUnit = keyOf(state, announced, (quantities) => quantities.join());
    const rounded = keyOf(state, announced, withoutCrumbs);
    return {
      exact: this.isTooOften(this.exact, toTheUnit),
      butForCrumbs: this.isTooOften(this.rounded, rounded),
    };
  }

  private isTooOften(seen: Map<string, number>, key: string): boolean {
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return count > this.allowed;
  }
}

function keyOf(
  { prices, inventory, seats }: LedgerState,
  announced: Float64Array,
  told: (quantities: readonly bigint[]) => string,
): string {
  const hash = createHash('sha256');
  hash.update(`${prices.join()};${announced.join()};${told(inventory)}`);
  for (const { allocation, orders } of seats) {
    hash.update(`|${told(allocation)}`);
    for (const order of orders) hash.update(`/${order.limit}:${told(order.bundle)}`);
  }
  return hash.digest('base64');
}

/** To the nearest millionth of a resource's unit. */
function withoutCrumbs(quantities: readonly bigint[]): string {
  return quantities.map((quantity) => (quantity + (quantity < 0n ? -CRUMB : CRUMB) / 2n) / CRUMB).join();
}
