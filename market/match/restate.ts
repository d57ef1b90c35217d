import { fitsLedger, LockSum, spendable, type LedgerAccount } from '../ledger/ledger.port.js';
import { moneyDown } from '../ledger/units.js';
import { isFreeDirection, type HonourCheck } from '../order/order-admission.js';
import { weightOf } from '../order/spending.js';
import { isDust, mostPaid, moveOrder, type PlacedOrder } from '../order/placed-order.js';

/**
 * Restates plans after their owner traded (`rebase`; docs/market-rules.md, "The book"): the plan stays, so
 * w' = w + c - c' and the limit keeps its markdown, l' = l + z(c') - z(c). Split into what can be
 * placed with the owner's cash, oldest first, and what cannot now, or is no trade from here (parked). Of all
 * plans the newest `most.orders` are kept, and placed is what weighs no more than `most.weight`.
 *
 * Unlimited orders are directions and stay as they are, if every multiple is free of charge to the own
 * problem. Of any other the trade may have used up what it promised: it is dropped.
 */
export function restate(
  orders: readonly PlacedOrder[],
  account: LedgerAccount,
  costChange: number,
  honour: HonourCheck,
  most: { readonly orders: number; readonly weight: number },
): { readonly placed: readonly PlacedOrder[]; readonly parked: readonly PlacedOrder[] } {
  const change = moneyDown(costChange);
  const placed: PlacedOrder[] = [];
  const parked: PlacedOrder[] = [];
  const locks = new LockSum();
  let weight = 0;
  for (const order of orders.slice(-most.orders)) {
    if (order.ledger.kind === 'unlimited' && !isFreeDirection(order, honour)) continue;
    const moved = moveOrder(order, account.allocation, change);
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
