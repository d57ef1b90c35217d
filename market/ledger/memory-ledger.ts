import {
  fitsLedger,
  LedgerError,
  lockedBy,
  roundingOf,
  spendable,
  type Delivery,
  type Ledger,
  type LedgerClearing,
  type LedgerOpening,
  type LedgerOrder,
  type LedgerState,
  type LedgerSummary,
  type MissedTurn,
} from './ledger.port.js';
import { checkClearing, checkPrices } from './check-clearing.js';
import { deliveriesOf } from './deliveries.js';
import { type CollectedFees, collectedFees, type FeeDue, payableBills } from './local-fees.js';
import { LedgerAccounts } from './ledger-accounts.js';

const NOTHING: LedgerOpening = { seats: [], dealer: { inventory: [], cash: 0n }, prices: [] };

/** The ledger without a chain: the same rules in exact integers, kept in memory. */
export class MemoryLedger implements Ledger {
  private accounts = new LedgerAccounts(NOTHING);
  private phase: 'new' | 'open' | 'settled' | 'closed' = 'new';

  async open(opening: LedgerOpening): Promise<void> {
    if (this.phase !== 'new') throw new LedgerError('closed', 'this ledger was opened before');
    const m = opening.prices.length;
    for (const [what, vector] of [
      ['inventory', opening.dealer.inventory],
      ...opening.seats.map((seat, j) => [`allocation of seat ${j}`, seat.allocation] as const),
    ] as const)
      if (vector.length !== m)
        throw new LedgerError('wrong-length', `${what} has ${vector.length} entries, not ${m}`);
    this.accounts = new LedgerAccounts(opening);
    this.phase = 'open';
  }

  async submit(
    submissions: readonly { readonly seat: number; readonly orders: readonly LedgerOrder[] }[],
  ): Promise<readonly MissedTurn[]> {
    const books = new Map<number, LedgerOrder[]>();
    for (const { seat, orders } of submissions) {
      const account = this.account(seat);
      const short = orders.find((order) => order.bundle.length !== this.accounts.prices.length);
      if (short) throw new LedgerError('wrong-length', `a bundle has ${short.bundle.length} entries`);
      if (!orders.every(fitsLedger))
        throw new LedgerError('quantity-out-of-range', `an order of seat ${seat} is out of range`);
      const large = orders.findIndex((order) => roundingOf(order) >> this.accounts.orderBits !== 0n);
      if (large >= 0)
        throw new LedgerError('order-too-large', `order ${large} of seat ${seat} is larger than any may be`);
      const book = [...(books.get(seat) ?? account.orders), ...orders];
      const locked = lockedBy(book);
      if (locked > spendable(account))
        throw new LedgerError(
          'insufficient-cash',
          `seat ${seat} would lock ${locked} of ${spendable(account)}`,
        );
      books.set(seat, book);
    }
    for (const [seat, orders] of books) {
      const account = this.account(seat);
      account.orders = orders;
      account.locked = lockedBy(orders);
    }
    return [];
  }

  async cancel(...seats: readonly number[]): Promise<void> {
    for (const seat of seats) this.account(seat);
    for (const seat of seats) this.accounts.emptyBook(seat);
  }

  async clear(clearing: LedgerClearing): Promise<readonly Delivery[]> {
    this.mustBeOpen();
    const deliveries = deliveriesOf(
      this.accounts.seats.map((seat) => seat.orders),
      clearing,
    );
    checkClearing(this.state(), clearing, deliveries);
    if (this.accounts.settlement === 'final') this.accounts.holdBack(clearing.fills, deliveries);
    for (const delivery of deliveries) this.accounts.deliver(delivery);
    this.accounts.prices = [...clearing.prices];
    return deliveries;
  }

  async raiseLimits(raises: readonly { readonly seat: number; readonly amount: bigint }[]): Promise<void> {
    for (const { seat, amount } of raises) {
      const account = this.account(seat);
      if (amount > spendable(account) - account.locked)
        throw new LedgerError(
          'insufficient-cash',
          `seat ${seat} cannot pay ${amount} more for what it traded`,
        );
      this.accounts.hold(seat, account.escrow + amount);
    }
  }

  async settle(prices: readonly bigint[]): Promise<void> {
    this.mustBeOpen();
    if (this.accounts.settlement !== 'final')
      throw new LedgerError('wrong-settlement', 'trades of this market were settled as they were made');
    checkPrices(this.accounts.prices.length, prices, this.accounts.exact);
    this.accounts.settle(prices);
    this.phase = 'settled';
  }

  state(): LedgerState {
    return this.accounts.state();
  }

  async close(dues?: readonly FeeDue[]): Promise<LedgerSummary> {
    if (this.accounts.settlement === 'final' && this.phase === 'open')
      throw new LedgerError('wrong-settlement', 'the trades of this market are not settled yet');
    if (this.phase !== 'settled') this.mustBeOpen();
    this.accounts.emptyBooks();
    this.phase = 'closed';
    return {
      ...{ network: 'memory', contract: null, transactions: 0, gas: 0, blocks: 0 },
      ...(dues && { fees: this.collected(dues) }),
    };
  }

  private collected(dues: readonly FeeDue[]): CollectedFees {
    const cash = this.accounts.seats.map((seat) => seat.cash);
    return collectedFees(dues, payableBills(dues, cash), cash.length);
  }

  private account(seat: number): LedgerAccounts['seats'][number] {
    this.mustBeOpen();
    const account = this.accounts.seats[seat];
    if (!account) throw new LedgerError('unknown-seat', `there is no seat ${seat}`);
    return account;
  }

  private mustBeOpen(): void {
    if (this.phase !== 'open') throw new LedgerError('closed', `the ledger is ${this.phase}`);
  }
}
