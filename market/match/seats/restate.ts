import { fitsLedger, LockSum, spendable, type LedgerAccount } from '../../ledger/ledger.port.js';
import { moneyDown, moneyToNumber, quantitiesToNumbers } from '../../ledger/units.js';
import { isFreeDirection, type HonourCheck } from '../../order/order-admission.js';
import { weightOf } from '../../order/spending.js';
import { isDust, mostPaid, moveOrder, type PlacedOrder } from '../../order/placed-order.js';

/** What plans are restated by. */
export interface AfterTrade {
  /** the owner's, after the trade */
  readonly account: LedgerAccount;
  /** z(c') - z(c): of the own problem, by the trade, money */
  readonly costChange: number;
  readonly honour: HonourCheck;
  readonly most: { readonly orders: number; readonly weight: number };
  /** m, of the clearing */
  readonly prices: Float64Array;
}

/**
 * Restates plans after their owner traded (`rebase`; docs/market-rules.md, "The book"): the plan stays, so
 * w' = w + c - c' and the limit keeps its markdown, l' = l + z(c') - z(c). Split into what can be
 * placed with the owner's cash, oldest first, and what cannot now, or is no trade from here (parked). Of all
 * plans `most.orders` are kept, half of them the newest, the others those that leave their owner most at `prices`; placed
 * is what weighs no more than `most.weight`.
 *
 * Unlimited orders are directions and stay as they are, if every multiple is free of charge to the own
 * problem. Of any other the trade may have used up what it promised: it is dropped.
 */
export function restate(
  orders: readonly PlacedOrder[],
  { account, costChange, honour, most, prices }: AfterTrade,
): { readonly placed: readonly PlacedOrder[]; readonly parked: readonly PlacedOrder[] } {
  const change = moneyDown(costChange);
  const placed: PlacedOrder[] = [];
  const parked: PlacedOrder[] = [];
  const locks = new LockSum();
  let weight = 0;
  const moves = orders
    .filter((order) => order.ledger.kind === 'limited' || isFreeDirection(order, honour))
    .map((order) => moveOrder(order, account.allocation, change));
  for (const moved of mostUseful(moves, most.orders, prices)) {
    const places =
      !isDust(moved.ledger) && moved.ledger.limit <= mostPaid(moved.ledger) && fitsLedger(moved.ledger);
    const heavier = weight + weightOf(moved.ledger);
    if (places && heavier <= most.weight && locks.addWithin(moved.ledger, spendable(account))) {
      placed.push(moved);
      weight = heavier;
    } else parked.push(moved);
  }
  return { placed, parked };
}

/**
 * So many of the plans: half of them the newest, of the older ones those that leave their owner most at `prices`, of equal ones the
 * newer; in the order they came in. The best ones alone would forget again and again what the last round told.
 */
function mostUseful(
  orders: readonly PlacedOrder[],
  count: number,
  prices: Float64Array,
): readonly PlacedOrder[] {
  if (orders.length <= count) return orders;
  const firstNew = orders.length - Math.floor(count / 2);
  const older = orders
    .slice(0, firstNew)
    .map(({ ledger }, age) => ({ age, utility: utilityOf(ledger, prices) }));
  const best = older
    .sort((one, other) => other.utility - one.utility || other.age - one.age)
    .slice(0, count - (orders.length - firstNew));
  const kept = new Set(best.map(({ age }) => age));
  return orders.filter((_, age) => age >= firstNew || kept.has(age));
}

/** Limit less price of a limited order in full, money. */
function utilityOf({ bundle, limit }: PlacedOrder['ledger'], prices: Float64Array): number {
  return quantitiesToNumbers(bundle).reduce(
    (rest, quantity, r) => rest - quantity * prices[r]!,
    moneyToNumber(limit),
  );
}
