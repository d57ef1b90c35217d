import {
  fitsLedger,
  LedgerError,
  lockedBy,
  type Delivery,
  type Ledger,
  type LedgerClearing,
  type LedgerOpening,
  type LedgerOrder,
  type LedgerState,
  type LedgerSummary,
} from './ledger.port.js';
import { checkClearing } from './check-clearing.js';
import { deliveriesOf } from './deliveries.js';

interface Account {
  allocation: bigint[];
  cash: bigint;
  locked: bigint;
  orders: LedgerOrder[];
}

/** The ledger without a chain: the same rules in exact integers, kept in memory. */
export class MemoryLedger implements Ledger {
  private seats: Account[] = [];
  private inventory: bigint[] = [];
  private dealerCash = 0n;
  private prices: bigint[] = [];
  private phase: 'new' | 'open' | 'closed' = 'new';

  async open(opening: LedgerOpening): Promise<void> {
    if (this.phase !== 'new') throw new LedgerError('closed', 'this ledger was opened before');
    const m = opening.prices.length;
    for (const [what, vector] of [
      ['inventory', opening.dealer.inventory],
      ...opening.seats.map((seat, j) => [`allocation of seat ${j}`, seat.allocation] as const),
    ] as const)
      if (vector.length !== m)
        throw new LedgerError('wrong-length', `${what} has ${vector.length} entries, not ${m}`);
    this.seats = opening.seats.map(({ allocation, cash }) => ({
      allocation: [...allocation],
      cash,
      locked: 0n,
      orders: [],
    }));
    this.inventory = [...opening.dealer.inventory];
    this.dealerCash = opening.dealer.cash;
    this.prices = [...opening.prices];
    this.phase = 'open';
  }

  async submit(
    submissions: readonly { readonly seat: number; readonly orders: readonly LedgerOrder[] }[],
  ): Promise<void> {
    const books = new Map<number, LedgerOrder[]>();
    for (const { seat, orders } of submissions) {
      const account = this.account(seat);
      const short = orders.find((order) => order.bundle.length !== this.prices.length);
      if (short) throw new LedgerError('wrong-length', `a bundle has ${short.bundle.length} entries`);
      if (!orders.every(fitsLedger))
        throw new LedgerError('quantity-out-of-range', `an order of seat ${seat} is out of range`);
      const book = [...(books.get(seat) ?? account.orders), ...orders];
      const locked = lockedBy(book);
      if (locked > account.cash)
        throw new LedgerError('insufficient-cash', `seat ${seat} would lock ${locked} of ${account.cash}`);
      books.set(seat, book);
    }
    for (const [seat, orders] of books) {
      const account = this.account(seat);
      account.orders = orders;
      account.locked = lockedBy(orders);
    }
  }

  async cancel(seat: number): Promise<void> {
    const account = this.account(seat);
    account.orders = [];
    account.locked = 0n;
  }

  async clear(clearing: LedgerClearing): Promise<readonly Delivery[]> {
    this.mustBeOpen();
    const deliveries = deliveriesOf(
      this.seats.map((seat) => seat.orders),
      clearing,
    );
    checkClearing(this.state(), clearing, deliveries);
    for (const { seat, delivered, payment } of deliveries) {
      const account = this.account(seat);
      delivered.forEach((quantity, r) => {
        account.allocation[r]! += quantity;
        this.inventory[r]! -= quantity;
      });
      account.cash -= payment;
      this.dealerCash += payment;
      account.orders = [];
      account.locked = 0n;
    }
    this.prices = [...clearing.prices];
    return deliveries;
  }

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

  async close(): Promise<LedgerSummary> {
    this.mustBeOpen();
    for (const seat of this.seats) {
      seat.orders = [];
      seat.locked = 0n;
    }
    this.phase = 'closed';
    return { network: 'memory', contract: null, transactions: 0, gas: 0, blocks: 0 };
  }

  private account(seat: number): Account {
    this.mustBeOpen();
    const account = this.seats[seat];
    if (!account) throw new LedgerError('unknown-seat', `there is no seat ${seat}`);
    return account;
  }

  private mustBeOpen(): void {
    if (this.phase !== 'open') throw new LedgerError('closed', `the ledger is ${this.phase}`);
  }
}
