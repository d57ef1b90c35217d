import { lockedBy, spendable, type LedgerAccount } from '../ledger/ledger.port.js';
import { quantitiesToNumbers } from '../ledger/units.js';
import type { SeatOrder } from '../traders.port.js';
import type { OrderLimits } from './order-limits.js';
import { placeWithin } from './place-within.js';
import { weightOfBook, type Spending } from './spending.js';
import { sameBundle, type PlacedOrder } from './placed-order.js';

/** Answers whether an agent could keep what an order promises (referee/seat-valuation.ts). */
export interface HonourCheck {
  /** of the first so many resources nothing may be left over, so that too much can be as bad as too little */
  readonly exact: number;
  /** `committed` (m, <= 0): what open unlimited orders could take away besides. */
  limited(order: SeatOrder, allocation: Float64Array, committed: Float64Array): boolean;
  /** An unlimited order whose every multiple is free of charge to the own problem. */
  recession(order: SeatOrder): boolean;
  /** Whether the own problem stays feasible at this allocation. */
  feasible(allocation: Float64Array): boolean;
}

export type OrderAdmission =
  | { readonly outcome: 'admitted'; readonly orders: readonly PlacedOrder[] }
  /** `spent`: they would cost the match more than the seat may, which is one failure however often */
  | { readonly outcome: 'spent'; readonly reason: string }
  | { readonly outcome: 'refused'; readonly reason: string };

/** What a seat's orders are checked against. */
export interface AdmissionBasis {
  readonly account: LedgerAccount;
  readonly book: readonly PlacedOrder[];
  readonly limits: OrderLimits;
  readonly spending: Spending;
  readonly honour: HonourCheck;
  /** the book is what is kept of one that is cancelled, and is placed anew with them; the account's orders are those of the book */
  readonly replaces?: boolean;
}

/**
 * Checks one seat's orders of a round against its problem, its cash, its open book, what it spent and the market's limits
 * (docs/market-rules.md, "What makes an order valid"). All are admitted or, if one is invalid, none; duplicates (same bundle, no
 * better limit) and dust are dropped without blame.
 */
export function admitOrders(
  proposals: readonly SeatOrder[],
  { account, book, limits, spending, honour, replaces = false }: AdmissionBasis,
): OrderAdmission {
  const refused = (reason: string): OrderAdmission => ({ outcome: 'refused', reason });
  if (proposals.length > limits.orders)
    return refused(`${proposals.length} orders in one round; ${limits.orders} are allowed`);
  const admitted: PlacedOrder[] = [];
  for (const [index, proposal] of proposals.entries()) {
    const placed = placeWithin(limits, proposal, account.allocation);
    if (typeof placed === 'string') return refused(`order ${index}: ${placed}`);
    if (placed === null) continue;
    const known = (open: PlacedOrder): boolean => isNoBetter(placed, open);
    if (book.some(known) || admitted.some(known)) continue;
    admitted.push(placed);
  }
  if (admitted.length === 0 && !replaces) return { outcome: 'admitted', orders: admitted };
  if (book.length + admitted.length > limits.openOrders)
    return refused(`${book.length + admitted.length} open orders; ${limits.openOrders} are allowed`);
  const weight = weightOfBook(book) + weightOfBook(admitted);
  if (weight > limits.openWeight)
    return refused(`open orders that weigh ${weight}; ${limits.openWeight} is allowed`);
  const placed = replaces ? [...book, ...admitted] : admitted;
  if (placed.length > limits.placedOrders)
    return refused(`${placed.length} orders placed anew at once; a block holds ${limits.placedOrders}`);
  const shortage = spending.shortage(placed, limits, replaces ? 1 : 0);
  if (shortage !== null)
    return { outcome: spending.exhausts(placed, limits) ? 'spent' : 'refused', reason: shortage };
  const infeasible = notHonoured([...book, ...admitted], admitted, account, honour);
  if (infeasible) return refused(infeasible);
  const locked = lockedBy([...account.orders, ...admitted.map((order) => order.ledger)]);
  const cash = spendable(account);
  if (locked > cash)
    return refused(`the orders would lock ${Number(locked) / 1e18} but only ${Number(cash) / 1e18} is there`);
  return { outcome: 'admitted', orders: admitted };
}

function isNoBetter(order: PlacedOrder, open: PlacedOrder): boolean {
  return order.ledger.limit <= open.ledger.limit && sameBundle(order.ledger, open.ledger);
}

/**
 * Each limited order must be feasible at full fill, whatever the unlimited ones take besides.
 * Unlimited orders along a free direction of the own problem are always feasible; of the others the
 * most that all of them could take away at once is committed: of what is freely disposable, taking more away is the only
 * danger. What must be used up may not be in them.
 */
function notHonoured(
  all: readonly PlacedOrder[],
  fresh: readonly PlacedOrder[],
  account: LedgerAccount,
  honour: HonourCheck,
): string | null {
  const allocation = quantitiesToNumbers(account.allocation);
  const committed = new Float64Array(allocation.length);
  let costly = false;
  for (const order of all) {
    if (order.ledger.kind !== 'unlimited' || isFreeDirection(order, honour)) continue;
    costly = true;
    const bundle = quantitiesToNumbers(order.ledger.bundle);
    const kept = bundle.findIndex((quantity, r) => r < honour.exact && quantity !== 0);
    if (kept >= 0)
      return `an unlimited order names resource ${kept}, of which nothing may be left over: only along a free direction of the own problem, with its plan`;
    bundle.forEach((quantity, r) => (committed[r]! += Math.min(0, quantity)));
  }
  if (costly && !honour.feasible(allocation.map((held, r) => held + committed[r]!)))
    return 'the unlimited orders promise more than the agent could deliver';
  const checked = costly && fresh.some((order) => order.ledger.kind === 'unlimited') ? all : fresh;
  for (const [index, order] of checked.entries())
    if (order.ledger.kind === 'limited' && !honour.limited(asSeatOrder(order), allocation, committed))
      return `limited order ${index} promises what the agent could not deliver`;
  return null;
}

/** An unlimited order that the owner can honour to its cap whatever else it does. */
export function isFreeDirection(order: PlacedOrder, honour: HonourCheck): boolean {
  return honour.recession(asSeatOrder(order));
}

/** At full fill: bundle and plan of an unlimited order are those of its cap. */
function asSeatOrder({ ledger, plan, cap }: PlacedOrder): SeatOrder {
  return {
    bundle: quantitiesToNumbers(ledger.bundle),
    limit: 0,
    kind: ledger.kind,
    ...(plan ? { plan: plan.map((entry) => entry * cap) } : {}),
  };
}
