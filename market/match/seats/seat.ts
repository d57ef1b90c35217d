import type { Participant } from '../../instance.js';
import type { LedgerAccount } from '../../ledger/ledger.port.js';
import { quantitiesToNumbers } from '../../ledger/units.js';
import type { PlacedOrder } from '../../order/placed-order.js';
import { Spending } from '../../order/spending.js';
import type { SeatValuation } from '../../referee/seat-valuation.js';
import type { FailureRecord } from '../report/report.js';

/**
 * What the platform keeps of one participant during a match, beside the ledger: its open orders
 * with the plans behind them (same order as in the ledger), its current cost, its failures.
 */
export class Seat {
  book: readonly PlacedOrder[] = [];
  /** known plans that make no order at the moment: reached, or not affordable */
  parked: readonly PlacedOrder[] = [];
  payment = 0n;
  /** money by which what it traded is worth more to it than its orders' limits allowed for (unstated-worth.ts) */
  unstated = 0;
  readonly spending: Spending;
  benched = false;
  readonly failures: FailureRecord[] = [];
  /** z_j and the plan x (n) behind it, at the opening and now; money */
  readonly costBefore: number;
  readonly planBefore: Float64Array;
  cost: number;
  plan: Float64Array;

  /** `opening`: m, what it starts with; `sealing`: gas that sealing takes of each submission */
  constructor(
    readonly index: number,
    readonly participant: Participant,
    readonly valuation: SeatValuation,
    opening: Float64Array,
    sealing = 0,
  ) {
    this.spending = new Spending(sealing);
    const { cost, plan } = valuation.optimumAt(opening);
    this.costBefore = this.cost = cost;
    this.planBefore = this.plan = plan;
  }

  fail(failure: FailureRecord, errorBudget: number): void {
    this.failures.push(failure);
    const isFinal = failure.kind === 'out-of-time';
    if ((this.failures.length < errorBudget && !isFinal) || this.benched) return;
    this.benched = true;
    const reason = isFinal ? 'no time left in this match' : `${errorBudget} failures`;
    this.failures.push({ round: failure.round, kind: 'benched', reason });
  }

  /** Its orders are gone, and all plans with them. */
  emptied(): void {
    this.book = [];
    this.parked = [];
  }

  /** After a trade of this seat: the new cost; its book is gone. Returns every plan it knew. */
  traded(account: LedgerAccount, payment: bigint): readonly PlacedOrder[] {
    const cleared = [...this.parked, ...this.book];
    this.book = [];
    this.parked = [];
    this.payment += payment;
    const { cost, plan } = this.valuation.optimumAt(quantitiesToNumbers(account.allocation));
    this.cost = cost;
    this.plan = plan;
    return cleared;
  }
}
