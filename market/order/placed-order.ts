import { roundingOf, type LedgerOrder } from '../ledger/ledger.port.js';
import {
  LARGEST_PRICE_UNITS,
  moneyDown,
  moneyToNumber,
  quantitiesNearest,
  quantitiesToNumbers,
} from '../ledger/units.js';
import type { SeatOrder } from '../traders.port.js';

/**
 * An order in the book. Signs (said once, here): a bundle is a vector over the resources,
 * > 0 is bought, < 0 is sold; a limit is what the owner pays at most, < 0 what it accepts at least.
 *
 * `ledger` is the truth (integers; an unlimited order already multiplied by its cap); `plan` is
 * the owner's plan behind it: x (n) of a limited order, a direction (n) of an unlimited one.
 */
export interface PlacedOrder {
  readonly ledger: LedgerOrder;
  readonly plan: Float64Array | null;
  /** largest multiple of an unlimited order, else 1 */
  readonly cap: number;
  /** a limited order's allocation after a full fill, before dust was taken off its bundle; else empty */
  readonly target: readonly bigint[];
  /** of its owner */
  readonly key?: number;
}

/**
 * Quantity units (1e-9) up to which a component of a bundle is rounding dust: taken as zero, since no
 * one means it and the clearing problem's solver could not see it.
 */
const DUST = 10n;
/** Likewise a component that is smaller than the bundle's largest by more than this factor. */
const LARGEST_RATIO = 1_000_000_000_000n;
/** A bundle with nothing beyond this is no trade anybody means. */
const SMALLEST_BUNDLE = 100n;

/** Rounds an order to ledger units: quantities to the nearest unit, the limit down. */
export function placeOrder(order: SeatOrder, allocation: readonly bigint[]): PlacedOrder {
  const cap = order.kind === 'unlimited' ? (order.cap ?? 0) : 1;
  const quantities = quantitiesNearest(order.bundle.map((quantity) => quantity * cap));
  return {
    ledger: {
      bundle: withoutDust(quantities),
      limit: moneyDown(order.limit * cap),
      kind: order.kind,
    },
    plan: order.plan ?? null,
    cap,
    target: order.kind === 'limited' ? quantities.map((quantity, r) => quantity + allocation[r]!) : [],
    ...(order.key !== undefined && { key: order.key }),
  };
}

/** The same plan seen from another allocation; its limit moves by `change` (money units). */
export function moveOrder(order: PlacedOrder, allocation: readonly bigint[], change: bigint): PlacedOrder {
  const { ledger, target } = order;
  if (ledger.kind === 'unlimited') return order;
  const bundle = withoutDust(target.map((quantity, r) => quantity - allocation[r]!));
  return { ...order, ledger: { ...ledger, bundle, limit: ledger.limit + change } };
}

function withoutDust(quantities: readonly bigint[]): bigint[] {
  let dust = DUST;
  for (const quantity of quantities) {
    const relative = (quantity < 0n ? -quantity : quantity) / LARGEST_RATIO;
    if (relative > dust) dust = relative;
  }
  return quantities.map((quantity) => (quantity <= dust && quantity >= -dust ? 0n : quantity));
}

/** The order as its owner sees it; an unlimited one per unit. */
export function viewOfOrder({ ledger, plan, cap, key }: PlacedOrder): SeatOrder {
  const bundle = quantitiesToNumbers(ledger.bundle).map((quantity) => quantity / cap);
  const limit = moneyToNumber(ledger.limit) / cap;
  const withPlan = { ...(key !== undefined && { key }), ...(plan && { plan }) };
  return ledger.kind === 'unlimited'
    ? { bundle, limit, kind: 'unlimited', cap, ...withPlan }
    : { bundle, limit, kind: 'limited', ...withPlan };
}

/** Same kind and, within one quantity unit (1e-9) everywhere, the same bundle. */
export function sameBundle(a: LedgerOrder, b: LedgerOrder): boolean {
  if (a.kind !== b.kind) return false;
  for (let r = 0; r < a.bundle.length; r++) {
    const difference = a.bundle[r]! - b.bundle[r]!;
    if (difference > 1n || difference < -1n) return false;
  }
  return true;
}

/** The most that an order may pay, money units: beyond, no price that a ledger can express would clear it. */
export function mostPaid(order: LedgerOrder): bigint {
  return roundingOf(order) * LARGEST_PRICE_UNITS;
}

export function isDust({ bundle }: LedgerOrder): boolean {
  return bundle.every((quantity) => quantity <= SMALLEST_BUNDLE && quantity >= -SMALLEST_BUNDLE);
}
