import type { Participant } from '../instance.js';
import { lockedBy, type LedgerAccount } from '../ledger/ledger.port.js';
import { moneyDown, quantitiesToNumbers } from '../ledger/units.js';
import { isDust, type PlacedOrder } from '../order/placed-order.js';
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
 * Restates orders after their owner traded (`rebase`, market.md section 4): the plan stays, so
 * w' = w + c - c' and the limit keeps its markdown, l' = l + z(c') - z(c). Unlimited orders are
 * directions and stay as they are.
 */
export function restate(
  orders: readonly PlacedOrder[],
  before: readonly bigint[],
  after: readonly bigint[],
  costChange: number,
): PlacedOrder[] {
  const change = moneyDown(costChange);
  return orders.map((order) =>
    order.ledger.kind === 'unlimited'
      ? order
      : {
          ...order,
          ledger: {
            ...order.ledger,
            bundle: order.ledger.bundle.map((quantity, r) => quantity + before[r]! - after[r]!),
            limit: order.ledger.limit + change,
          },
        },
  );
}

/** Splits restated orders into those that can be placed with `cash`, oldest first, and the rest. */
export function placeable(
  orders: readonly PlacedOrder[],
  cash: bigint,
): { readonly placed: readonly PlacedOrder[]; readonly parked: readonly PlacedOrder[] } {
  const placed: PlacedOrder[] = [];
  const parked: PlacedOrder[] = [];
  for (const order of orders) {
    const fits =
      !isDust(order.ledger) && lockedBy([...placed, order].map(({ ledger }) => ledger)) <= cash;
    (fits ? placed : parked).push(order);
  }
  return { placed, parked };
}
