import type { SettlementRule } from '../instance.js';
import { dotUnits } from './certificate.js';
import { dealerEscrowOf, escrowOf } from './escrow.js';
import { finalPayments, type FinalPosition } from './final-payments.js';
import {
  WIDEST_ORDER_BITS,
  type Delivery,
  type LedgerOpening,
  type LedgerOrder,
  type LedgerState,
} from './ledger.port.js';

interface Account {
  readonly allocation: bigint[];
  cash: bigint;
  locked: bigint;
  escrow: bigint;
  orders: LedgerOrder[];
}

/** What everybody in a market holds, and the open book: kept here, decided elsewhere. */
export class LedgerAccounts {
  readonly seats: readonly Account[];
  private readonly inventory: bigint[];
  private dealerCash: bigint;
  private dealerEscrow = 0n;
  prices: readonly bigint[];

  constructor(private readonly opening: LedgerOpening) {
    const { seats, dealer, prices } = opening;
    this.seats = seats.map(({ allocation, cash }) => ({
      allocation: [...allocation],
      cash,
      locked: 0n,
      escrow: 0n,
      orders: [],
    }));
    this.inventory = [...dealer.inventory];
    this.dealerCash = dealer.cash;
    this.prices = [...prices];
  }

  get settlement(): SettlementRule {
    return this.opening.settlement ?? 'path';
  }

  get exact(): number {
    return this.opening.exact ?? 0;
  }

  get orderBits(): bigint {
    return BigInt(this.opening.orderBits ?? WIDEST_ORDER_BITS);
  }

  /** A copy that nothing changes any more. */
  state(): LedgerState {
    return {
      settlement: this.settlement,
      seats: this.seats.map(({ allocation, cash, locked, escrow, orders }) => ({
        allocation: [...allocation],
        cash,
        locked,
        escrow,
        orders: [...orders],
      })),
      inventory: [...this.inventory],
      dealerCash: this.dealerCash,
      dealerEscrow: this.dealerEscrow,
      prices: [...this.prices],
      ...(this.exact > 0 && { exact: this.exact }),
    };
  }

  /** Hands over what was traded; the seat's book is gone. */
  deliver({ seat, delivered, payment }: Delivery): void {
    const account = this.seats[seat]!;
    delivered.forEach((quantity, r) => {
      account.allocation[r]! += quantity;
      this.inventory[r]! -= quantity;
    });
    account.cash -= payment;
    this.dealerCash += payment;
    this.emptyBook(seat);
  }

  /** Holds back what a clearing's trades may still cost until the final prices are known; their books must be open. */
  holdBack(fills: readonly (readonly bigint[])[], deliveries: readonly Delivery[]): void {
    for (const { seat, payment } of deliveries) {
      const { orders, escrow } = this.seats[seat]!;
      this.hold(seat, escrow + escrowOf(orders, fills[seat]!, payment));
    }
    this.holdBackDealer(deliveries);
  }

  holdBackDealer(deliveries: readonly Delivery[]): void {
    this.dealerEscrow += dealerEscrowOf(deliveries);
  }

  /** What everybody has paid so far, by seat and then the dealer, and would have to pay for it at these prices. */
  positionsAt(prices: readonly bigint[]): FinalPosition[] {
    const seats = this.seats.map(({ allocation, cash, escrow }, seat) => {
      const before = this.opening.seats[seat]!;
      const bought = allocation.map((quantity, r) => quantity - before.allocation[r]!);
      return { paid: before.cash - cash, escrow, atFinal: dotUnits(prices, bought) };
    });
    const received = seats.reduce((sum, { paid }) => sum + paid, 0n);
    const due = seats.reduce((sum, { atFinal }) => sum + atFinal, 0n);
    return [...seats, { paid: -received, escrow: this.dealerEscrow, atFinal: -due }];
  }

  /** Ends the match at these prices: everybody has paid what is due, and nothing is held back any more. */
  settle(prices: readonly bigint[]): void {
    const payments = finalPayments(this.positionsAt(prices));
    this.seats.forEach((_, seat) => this.payInAll(seat, payments[seat]!));
    this.payInAll(null, payments.at(-1)!);
    this.release();
    this.prices = [...prices];
  }

  /** Sets what a seat (null: the dealer) has paid in the whole match. */
  payInAll(seat: number | null, payment: bigint): void {
    if (seat === null) this.dealerCash = this.opening.dealer.cash - payment;
    else this.seats[seat]!.cash = this.opening.seats[seat]!.cash - payment;
  }

  /** Sets the escrow of a seat (null: the dealer). */
  hold(seat: number | null, escrow: bigint): void {
    if (seat === null) this.dealerEscrow = escrow;
    else this.seats[seat]!.escrow = escrow;
  }

  release(): void {
    for (const account of this.seats) account.escrow = 0n;
    this.dealerEscrow = 0n;
  }

  emptyBook(seat: number): void {
    const account = this.seats[seat]!;
    account.orders = [];
    account.locked = 0n;
  }

  emptyBooks(): void {
    this.seats.forEach((_, seat) => this.emptyBook(seat));
  }
}
