import {
  roundingOf,
  type Delivery,
  type Ledger,
  type LedgerClearing,
  type LedgerOpening,
  type LedgerState,
  type LedgerSummary,
} from '#market/ledger/ledger.port.js';
import { FULL_FILL } from '#market/ledger/units.js';

/** A ledger that is told what no clearing may do: pay anybody above its limits, or make or lose anything. */
export class WatchedLedger implements Ledger {
  constructor(private readonly ledger: Ledger) {}

  async clear(clearing: LedgerClearing): Promise<readonly Delivery[]> {
    const before = this.state();
    const deliveries = await this.ledger.clear(clearing);
    for (const { seat, payment } of deliveries) {
      const allowed = before.seats[seat]!.orders.reduce(
        (sum, order, i) => sum + (order.limit + roundingOf(order)) * clearing.fills[seat]![i]!,
        0n,
      );
      if (payment * FULL_FILL > allowed)
        throw new Error(`seat ${seat} pays ${payment}; its limits allow ${allowed / FULL_FILL}`);
    }
    const after = this.state();
    if (totalsOf(before) !== totalsOf(after))
      throw new Error(`a clearing turned ${totalsOf(before)} into ${totalsOf(after)}`);
    for (const [seat, { cash, locked, escrow }] of after.seats.entries())
      if (cash < locked + escrow)
        throw new Error(`seat ${seat} has ${cash} and has locked ${locked + escrow}`);
    return deliveries;
  }

  raiseLimits(raises: Parameters<Ledger['raiseLimits']>[0]): Promise<void> {
    return this.ledger.raiseLimits(raises);
  }

  async settle(prices: readonly bigint[]): Promise<void> {
    const before = this.state();
    await this.ledger.settle(prices);
    const after = this.state();
    if (totalsOf(before) !== totalsOf(after))
      throw new Error(`a settlement turned ${totalsOf(before)} into ${totalsOf(after)}`);
    before.seats.forEach(({ cash, escrow }, seat) => {
      const { cash: left } = after.seats[seat]!;
      if (left < cash - escrow)
        throw new Error(`seat ${seat} is left with ${left}; it had ${cash - escrow} free`);
    });
  }

  open(opening: LedgerOpening): Promise<void> {
    return this.ledger.open(opening);
  }

  submit(submissions: Parameters<Ledger['submit']>[0]): ReturnType<Ledger['submit']> {
    return this.ledger.submit(submissions);
  }

  cancel(...seats: readonly number[]): Promise<void> {
    return this.ledger.cancel(...seats);
  }

  state(): LedgerState {
    return this.ledger.state();
  }

  close(...dues: Parameters<Ledger['close']>): Promise<LedgerSummary> {
    return this.ledger.close(...dues);
  }
}

function totalsOf({ seats, inventory, dealerCash }: LedgerState): string {
  const resources = inventory.map((held, r) =>
    seats.reduce((sum, { allocation }) => sum + allocation[r]!, held),
  );
  return [...resources, seats.reduce((sum, { cash }) => sum + cash, dealerCash)].join(' ');
}
