import type {
  Delivery,
  LedgerAccount,
  LedgerOpening,
  LedgerOrder,
  LedgerState,
} from '#market/ledger/ledger.port.js';
import type { ChainLog } from '../service/chain.port.js';
import { contract } from '../abi/artifacts.js';
import { unpackOrders } from './order-codec.js';
import { unpackVector } from './packing.js';

const market = contract('BundleMarket').interface;
const topicOf = (event: string): string => market.getEvent(event)!.topicHash;
const topics = {
  submitted: topicOf('OrdersSubmitted'),
  cancelled: topicOf('OrdersCancelled'),
  traded: topicOf('Traded'),
  cleared: topicOf('Cleared'),
};

interface Account {
  allocation: bigint[];
  cash: bigint;
  locked: bigint;
  orders: LedgerOrder[];
}

/** Data of an event: its words, and byte strings by the word that holds their offset. */
class EventData {
  constructor(private readonly hex: string) {}

  word(index: number): bigint {
    return BigInt(`0x${this.hex.slice(2 + 64 * index, 66 + 64 * index)}`);
  }

  bytes(index: number): string {
    const start = 2 + 2 * Number(this.word(index));
    const length = Number(BigInt(`0x${this.hex.slice(start, start + 64)}`));
    return this.hex.slice(start + 64, start + 64 + 2 * length);
  }
}

/**
 * The contract's state as its own events tell it, so that reading it costs no call. Nothing is computed
 * here that the contract did not say; `ChainLedger` compares it with the contract at the end.
 */
export class MarketMirror {
  private readonly accounts: Account[];
  private inventory: bigint[];
  private dealerCash: bigint;
  private prices: bigint[];
  round = 1;

  constructor({ seats, dealer, prices }: LedgerOpening) {
    this.accounts = seats.map(({ allocation, cash }) => ({
      allocation: [...allocation],
      cash,
      locked: 0n,
      orders: [],
    }));
    this.inventory = [...dealer.inventory];
    this.dealerCash = dealer.cash;
    this.prices = [...prices];
  }

  get state(): LedgerState {
    return {
      seats: this.accounts.map(({ allocation, cash, locked, orders }): LedgerAccount => ({
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

  get resources(): number {
    return this.prices.length;
  }

  books(): readonly (readonly LedgerOrder[])[] {
    return this.accounts.map(({ orders }) => orders);
  }

  /** Takes in the logs of one transaction; returns what was delivered. */
  apply(logs: readonly ChainLog[]): readonly Delivery[] {
    return logs.flatMap((log) => this.applyLog(log) ?? []);
  }

  private applyLog({ topics: [event, , indexed], data }: ChainLog): Delivery | null {
    const values = new EventData(data);
    if (event === topics.cleared) {
      this.prices = unpackVector(values.bytes(2), this.prices.length);
      this.round++;
      return null;
    }
    if (event !== topics.submitted && event !== topics.cancelled && event !== topics.traded) return null;
    const seat = Number(indexed);
    const account = this.accounts[seat]!;
    if (event === topics.submitted) {
      account.orders.push(...unpackOrders(values.bytes(1), this.prices.length));
      account.locked = values.word(0);
      return null;
    }
    account.orders = [];
    account.locked = 0n;
    return event === topics.traded ? this.trade(seat, account, values) : null;
  }

  private trade(seat: number, account: Account, values: EventData): Delivery {
    const payment = BigInt.asIntN(256, values.word(0));
    const delivered = unpackVector(values.bytes(1), this.prices.length);
    delivered.forEach((quantity, r) => {
      account.allocation[r]! += quantity;
      this.inventory[r]! -= quantity;
    });
    account.cash -= payment;
    this.dealerCash += payment;
    return { seat, delivered, payment };
  }

  /** The market is over: nothing is open any more. */
  emptyBooks(): void {
    for (const account of this.accounts) {
      account.orders = [];
      account.locked = 0n;
    }
  }
}
