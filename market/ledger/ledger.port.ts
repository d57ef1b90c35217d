import { GridLeagueError } from '../errors.js';
import type { CollectedFees, FeeDue } from './local-fees.js';
import type { SettlementRule } from '../instance.js';
import { fitsLane, fitsMoney } from './units.js';

/**
 * The ledger holds every participant's resources and money, binds the orders, and settles
 * clearings; it is the truth of a match. Two implementations must agree to the last unit: the
 * one in memory and the contract on the chain. All numbers are integers (units.ts).
 *
 * Participants are numbered 0 .. k-1 (`seat`), the dealer is apart.
 */
export interface LedgerOrder {
  /** m; what fill 1 delivers (> 0) or takes (< 0) */
  readonly bundle: readonly bigint[];
  /** most the owner pays at fill 1 (< 0: least it accepts) */
  readonly limit: bigint;
  /**
   * `limited`: the fills of all limited orders of one owner add up to at most 1.
   * `unlimited`: fill 1 is the full cap; on its own, 0 <= fill <= 1.
   */
  readonly kind: 'limited' | 'unlimited';
}

/** Whether an order's numbers have their place in every ledger, the contract's included. */
export function fitsLedger({ bundle, limit }: LedgerOrder): boolean {
  return fitsMoney(limit) && bundle.every(fitsLane);
}

/** The most that rounding prices to integers can add to an order's cost: one price unit per quantity unit. */
export function roundingOf({ bundle }: LedgerOrder): bigint {
  return bundle.reduce((sum, quantity) => sum + (quantity < 0n ? -quantity : quantity), 0n);
}

/** Money an order may cost at fill 1: max(0, limit + rounding). */
function lockOf(order: LedgerOrder): bigint {
  const lock = order.limit + roundingOf(order);
  return lock > 0n ? lock : 0n;
}

/** What one owner's open orders lock: the largest limited one plus every unlimited one. */
export class LockSum {
  private largest = 0n;
  private unlimited = 0n;

  get total(): bigint {
    return this.largest + this.unlimited;
  }

  add(order: LedgerOrder): void {
    const lock = lockOf(order);
    if (order.kind === 'unlimited') this.unlimited += lock;
    else if (lock > this.largest) this.largest = lock;
  }

  /** Adds the order if the sum stays within `cash`; says whether it did. */
  addWithin(order: LedgerOrder, cash: bigint): boolean {
    const { largest, unlimited } = this;
    this.add(order);
    if (this.total <= cash) return true;
    this.largest = largest;
    this.unlimited = unlimited;
    return false;
  }
}

export function lockedBy(orders: readonly LedgerOrder[]): bigint {
  const sum = new LockSum();
  for (const order of orders) sum.add(order);
  return sum.total;
}

export interface LedgerOpening {
  /** default: `path` */
  readonly settlement?: SettlementRule;
  /** per seat, m quantities and money */
  readonly seats: readonly { readonly allocation: readonly bigint[]; readonly cash: bigint }[];
  readonly dealer: { readonly inventory: readonly bigint[]; readonly cash: bigint };
  readonly prices: readonly bigint[];
  /** the first so many resources may have prices below zero; none of them may be left with the dealer (default 0) */
  readonly exact?: number;
  /** the quantities of an order, without their signs, add up to less than 2^orderBits units (default `WIDEST_ORDER_BITS`) */
  readonly orderBits?: number;
}

/** Sizes of all orders that have their place in a ledger: up to 2^16 quantities of 64 bits. */
export const WIDEST_ORDER_BITS = 80;

export interface LedgerAccount {
  readonly allocation: readonly bigint[];
  /** all its money, the locked part and the escrow included; paid from it are the prices of the trades' rounds */
  readonly cash: bigint;
  readonly locked: bigint;
  /** with settlement at the final prices: what its trades may cost at most beyond what they cost at the prices of their rounds */
  readonly escrow: bigint;
  /** oldest first */
  readonly orders: readonly LedgerOrder[];
}

/** Money that open orders may lock. */
export function spendable({ cash, escrow }: Pick<LedgerAccount, 'cash' | 'escrow'>): bigint {
  return cash - escrow;
}

export interface LedgerState {
  readonly settlement: SettlementRule;
  readonly seats: readonly LedgerAccount[];
  readonly inventory: readonly bigint[];
  readonly dealerCash: bigint;
  readonly dealerEscrow: bigint;
  readonly prices: readonly bigint[];
  /** as at the opening */
  readonly exact?: number;
}

/**
 * A clearing of the whole open book. Delivery to seat j of resource r is
 * floor(sum_i bundle_i[r] fill_i / FULL_FILL) over j's orders; payment is prices x delivery.
 * If any fill of a seat is > 0 its whole book is cleared and its lock released. If all fills are
 * 0 only the prices change.
 */
export interface LedgerClearing {
  /** m, 0 <= offer <= inventory */
  readonly offer: readonly bigint[];
  readonly prices: readonly bigint[];
  /** fills[seat][order], same order as `LedgerAccount.orders` */
  readonly fills: readonly (readonly bigint[])[];
  /** the dealer's own orders in this clearing; each is a group of its own */
  readonly dealerOrders: readonly LedgerOrder[];
  readonly dealerFills: readonly bigint[];
}

export interface Delivery {
  readonly seat: number;
  readonly delivered: readonly bigint[];
  /** > 0 paid by the seat, < 0 received */
  readonly payment: bigint;
}

/** What the accounts of a match gave back to the operator of a chain that is somebody else's; decimal money units. */
export interface ReturnedMoney {
  /** that arrived */
  readonly amount: string;
  /** paid for the gas of sending it; with `amount` and what is left, all that the accounts held */
  readonly gas: string;
  /** what stayed with an account, and why; `amount` null: the chain did not say how much */
  readonly left: readonly {
    readonly address: string;
    readonly amount: string | null;
    readonly reason: string;
  }[];
}

/** Where and at what cost a ledger kept a match; `memory` has only zeros. */
export interface LedgerSummary {
  readonly network: string;
  readonly contract: string | null;
  readonly transactions: number;
  readonly gas: number;
  readonly blocks: number;
  /** simulated time from its first block to its last */
  readonly seconds?: number;
  /** what each account paid for gas, in decimal money units: per seat, the dealer's last; absent: gas is free */
  readonly senders?: readonly { readonly paid: string }[];
  /** of a match whose local fees are collected */
  readonly fees?: CollectedFees;
  /** of a match on an endpoint; what sending it back cost is in none of the sums above */
  readonly returned?: ReturnedMoney;
  /** of a match of several markets, one for each; `contract` and the accounts are then the first's */
  readonly contracts?: readonly string[];
}

export type LedgerErrorCode =
  | 'unknown-seat'
  | 'wrong-length'
  | 'insufficient-cash'
  | 'too-many-orders'
  | 'offer-out-of-range'
  | 'fill-out-of-range'
  | 'convexity-broken'
  | 'over-delivery'
  | 'negative-price'
  | 'price-out-of-range'
  | 'payment-above-lock'
  | 'dealer-overdrawn'
  | 'not-optimal'
  | 'quantity-out-of-range'
  | 'order-too-large'
  | 'rejected'
  | 'wrong-settlement'
  | 'closed';

/** A request that the ledger refuses; nothing has changed. */
export class LedgerError extends GridLeagueError {
  readonly kind = 'fault';
  constructor(
    readonly code: LedgerErrorCode,
    message: string,
  ) {
    super(message);
  }
}

/** A seat whose orders did not come in, through no fault of theirs: on a chain its account could not pay for the gas. */
export interface MissedTurn {
  readonly seat: number;
  /** how many of its orders, from the first on, came in all the same */
  readonly placed: number;
  readonly reason: string;
}

export interface Ledger {
  open(opening: LedgerOpening): Promise<void>;
  /**
   * Adds all of a round's orders, in seat order; all or nothing per seat, but for those it returns. Throws `LedgerError`.
   */
  submit(
    submissions: readonly { readonly seat: number; readonly orders: readonly LedgerOrder[] }[],
  ): Promise<readonly MissedTurn[]>;
  /** Takes seats' whole books out and releases their locks; on a chain all in one phase. */
  cancel(...seats: readonly number[]): Promise<void>;
  /** Verifies and settles; one delivery per seat that traded. Throws `LedgerError`, then nothing has changed. */
  clear(clearing: LedgerClearing): Promise<readonly Delivery[]>;
  /**
   * Seats state that what they have traded may cost them more than their orders' limits say, in money units; only where the
   * match is settled at its final prices. Throws `LedgerError`.
   */
  raiseLimits(raises: readonly { readonly seat: number; readonly amount: bigint }[]): Promise<void>;
  /**
   * Settles everybody's net position at the final prices, once, after the last clearing (final-payments.ts); only where the
   * opening asks for it, and then before `close`. Throws `LedgerError`, then nothing has changed.
   */
  settle(prices: readonly bigint[]): Promise<void>;
  state(): LedgerState;
  /**
   * Ends the match: everything is paid out; the final state stays readable. `dues`: local fees, which everybody then pays out of what it
   * got, to their receivers' accounts; absent: nobody collects them.
   */
  close(dues?: readonly FeeDue[]): Promise<LedgerSummary>;
}
