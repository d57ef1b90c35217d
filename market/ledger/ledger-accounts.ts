import type { Delivery, LedgerOpening, LedgerOrder, LedgerState } from './ledger.port.js';

interface Account {
  readonly allocation: bigint[];
  cash: bigint;
  locked: bigint;
  orders: LedgerOrder[];
}

/** What everybody in a market holds, and the open book: kept here, decided elsewhere. */
export class LedgerAccounts {
  readonly seats: readonly Account[];
  private readonly inventory: bigint[];
  private dealerCash: bigint;
  prices: readonly bigint[];

  constructor({ seats, dealer, prices }: LedgerOpening) {
    this.seats = seats.map(({ allocation, cash }) => ({
      allocation: [...allocation],
      cash,
      locked: 0n,
      orders: [],
    }));
    this.inventory = [...dealer.inventory];
    this.dealerCash = dealer.cash;
    this.prices = [...prices];
  }

  /** A copy that nothing changes any more. */
  state(): LedgerState {
    return {
      seats: this.seats.map(({ allocation, cash, locked, orders }) => ({
        allocation: [...allocation],
        cash,
        locked,
        orders: [...orders],
      })),
      inventory: [...this.inventory],
      dealerCash: this.dealerCash,
      prices: [...this.prices],
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

  emptyBook(seat: number): void {
    const account = this.seats[seat]!;
    account.orders = [];
    account.locked = 0n;
  }

  emptyBooks(): void {
    this.seats.forEach((_, seat) => this.emptyBook(seat));
  }
}
