import type { Delivery, LedgerClearing } from '#market/ledger/ledger.port.js';
import { roundingOf } from '#market/ledger/ledger.port.js';
import { MemoryLedger } from '#market/ledger/memory-ledger.js';
import { FULL_FILL } from '#market/ledger/units.js';

/**
 * A ledger that also sees to it that no seat pays more, or gets less, than the limits of its filled orders
 * say (rounding of prices apart): stricter than the lock, which only bounds what is paid.
 */
export class StrictLedger extends MemoryLedger {
  override async clear(clearing: LedgerClearing): Promise<readonly Delivery[]> {
    const books = this.state().seats.map(({ orders }) => orders);
    const deliveries = await super.clear(clearing);
    for (const { seat, payment } of deliveries) {
      let allowed = 0n;
      books[seat]!.forEach((order, i) => {
        allowed += (order.limit + roundingOf(order)) * clearing.fills[seat]![i]!;
      });
      if (payment * FULL_FILL > allowed)
        throw new Error(`seat ${seat} pays ${payment}, its limits allow ${allowed / FULL_FILL}`);
    }
    return deliveries;
  }
}
