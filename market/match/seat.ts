import type { Participant } from '../instance.js';
import { LockSum, type LedgerAccount } from '../ledger/ledger.port.js';
import { moneyDown, quantitiesToNumbers } from '../ledger/units.js';
import { isDust, moveOrder, type PlacedOrder } from '../order/placed-order.js';
import type { SeatValuation } from '../referee/seat-valuation.js';
import type { FailureRecord } from './report.js';

/**
 * What the platform keeps of one participant during a match, beside the ledger: its open orders
 * with the plans behind them (same order as in the ledger), its current cost, its failures.
 */
export class Seat {
  book: readonly PlacedOrder[] = [];
  /** known plans that make no order at the moment: reached, or not affordable */
  parked: readonly PlacedOrder[] = [];
  payment = 0n;
  benched = false;
  readonly failures: FailureRecord[] = [];
  readonly costBefore: number;
  cost: number;

  constructor(
    readonly index: number,
    readonly participant: Participant,
    readonly valuation: SeatValuation,
    opening: Float64Array,
  ) {
    this.cost = valuation.costAt(opening);
    this.costBefore = this.cost;
  }

  fail(failure: FailureRecord, errorBudget: number): void {
    this.failures.push(failure);
    if (this.failures.length < errorBudget || this.benched) return;
    this.benched = true;
    this.failures.push({ round: failure.round, kind: 'benched', reason: `${errorBudget} failures` });
  }

  /** After a trade of this seat: the new cost; its book is gone. Returns every plan it knew. */
  traded(account: LedgerAccount, payment: bigint): readonly PlacedOrder[] {
    const cleared = [...this.parked, ...this.book];
    this.book = [];
    this.parked = [];
    this.payment += payment;
    this.cost = this.valuation.costAt(quantitiesToNumbers(account.allocation));
    return cleared;
  }
}

/**
 * Restates plans after their owner traded (`rebase`, market.md section 4): the plan stays, so
 * w' = w + c - c' and the limit keeps its markdown, l' = l + z(c') - z(c). Unlimited orders are
 * directions and stay as they are. Split into what can be placed with the owner's cash, oldest first,
 * and what cannot, or is no trade from here.
 */
export function restate(
  orders: readonly PlacedOrder[],
  account: LedgerAccount,
  costChange: number,
): { readonly placed: readonly PlacedOrder[]; readonly parked: readonly PlacedOrder[] } {
  const change = moneyDown(costChange);
  const placed: PlacedOrder[] = [];
  const parked: PlacedOrder[] = [];
  const locks = new LockSum();
  for (const order of orders) {
    const moved = moveOrder(order, account.allocation, change);
    if (!isDust(moved.ledger) && locks.addWithin(moved.ledger, account.cash)) placed.push(moved);
    else parked.push(moved);
  }
  return { placed, parked };
}
