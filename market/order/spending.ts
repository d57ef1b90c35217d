import type { LedgerOrder } from '../ledger/ledger.port.js';
import { ordersGas, SMALL_CALL_GAS, wordsFor } from '../ledger/gas-bounds.js';
import type { OrderLimits } from './order-limits.js';
import type { PlacedOrder } from './placed-order.js';

/** What placing an order weighs more than letting it stand for a round: it is checked, which can take a solve. */
const PLACING = 10;
const SOLVE = 100;

/**
 * What an order weighs in a clearing: its quantities that are not zero, and one for each four resources, the words in
 * which a chain keeps it.
 */
export function weightOf({ bundle }: LedgerOrder): number {
  return bundle.reduce((sum, quantity) => (quantity === 0n ? sum : sum + 1), wordsFor(bundle.length));
}

export function weightOfBook(book: readonly PlacedOrder[]): number {
  return book.reduce((sum, { ledger }) => sum + weightOf(ledger), 0);
}

/**
 * What the orders of one seat have cost its match so far: work, counted by the orders' weight when they are placed and
 * in every round in which they stand, and gas. Counted, never timed or asked of a chain: the same on every ledger.
 */
export class Spending {
  weight = 0;
  gas = 0;
  /** it has been told that its orders cost the match as much as they may: one failure, whatever it sends afterwards */
  told = false;

  /** `sealing`: gas that each submission needs besides its orders */
  constructor(private readonly sealing = 0) {}

  /** Whether the match could not bear these orders besides. */
  exhausts(orders: readonly PlacedOrder[], { matchWeight }: OrderLimits): boolean {
    return this.weight + placing(orders) > matchWeight;
  }

  /** Whether the purse pays for these orders besides, and for so many small calls. */
  affords(orders: readonly PlacedOrder[], { gas }: OrderLimits, calls = 0): boolean {
    return this.gas + this.gasOf(orders) + calls * SMALL_CALL_GAS <= gas;
  }

  /** What of the limits these orders would go beyond, in words; null: nothing. */
  shortage(orders: readonly PlacedOrder[], limits: OrderLimits, calls = 0): string | null {
    if (this.exhausts(orders, limits))
      return `its orders would cost the match more than ${limits.matchWeight} (placed ${PLACING} times their weight and ${SOLVE}, standing their weight in each round)`;
    return this.affords(orders, limits, calls)
      ? null
      : `its orders may need ${this.gas + this.gasOf(orders) + calls * SMALL_CALL_GAS} gas in all, and its purse pays for ${limits.gas}`;
  }

  place(orders: readonly PlacedOrder[]): void {
    this.weight += placing(orders);
    this.gas += this.gasOf(orders);
  }

  /** A book that takes the place of another one: what is kept of that is placed anew. */
  replace(book: readonly PlacedOrder[]): void {
    this.place(book);
    this.gas += SMALL_CALL_GAS;
  }

  /** Plans that were checked before, restated after a trade, which can be others' doing: only the chain has work. */
  restate(orders: readonly PlacedOrder[]): void {
    this.gas += this.gasOf(orders);
  }

  /** A round with this book. */
  stand(book: readonly PlacedOrder[]): void {
    this.weight += weightOfBook(book);
  }

  private gasOf(orders: readonly PlacedOrder[]): number {
    const [first] = orders;
    return first ? this.sealing + ordersGas(orders.length, first.ledger.bundle.length) : 0;
  }
}

function placing(orders: readonly PlacedOrder[]): number {
  return PLACING * weightOfBook(orders) + SOLVE * orders.length;
}
