import { LedgerAccounts } from '#market/ledger/ledger-accounts.js';
import type { Delivery, LedgerOpening, LedgerOrder, LedgerState } from '#market/ledger/ledger.port.js';
import type { ChainLog } from '../service/chain.port.js';
import { contract } from '../abi/artifacts.js';
import { DEALER_SEAT } from './clearing-codec.js';
import { asTold } from './decoded.js';
import { chainHoldings, openingHoldings } from './holdings.js';
import { unpackOrders } from './order-codec.js';
import { unpackVector } from './packing.js';

const market = contract('BundleMarket').interface;
const topicOf = (event: string): string => market.getEvent(event)!.topicHash;
const topics = {
  submitted: topicOf('OrdersSubmitted'),
  cancelled: topicOf('OrdersCancelled'),
  traded: topicOf('Traded'),
  cleared: topicOf('Cleared'),
  escrowed: topicOf('Escrowed'),
  settled: topicOf('Settled'),
  paid: topicOf('FinalPayment'),
  closed: topicOf('MarketClosed'),
};

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

/** Of an event with the seat first; the dealer: null. */
function holderOf(topic: string | undefined): number | null {
  const seat = Number(topic);
  return seat === DEALER_SEAT ? null : seat;
}

/**
 * The contract's state as its own events tell it, so that reading it costs no call. Nothing is computed
 * here that the contract did not say; `ChainLedger` compares it with the contract at the end.
 */
export class MarketMirror {
  private readonly accounts: LedgerAccounts;
  /** of each seat, the oldest first */
  readonly deliveries: (readonly bigint[])[][];
  /** what the contract keeps of each seat's holding (holdings.ts) */
  readonly holdings: bigint[];
  round = 1;

  constructor(readonly opening: LedgerOpening) {
    this.accounts = new LedgerAccounts(opening);
    this.deliveries = opening.seats.map(() => []);
    this.holdings = opening.seats.map(({ allocation }) => openingHoldings(allocation));
  }

  get state(): LedgerState {
    return this.accounts.state();
  }

  get resources(): number {
    return this.accounts.prices.length;
  }

  books(): readonly (readonly LedgerOrder[])[] {
    return this.accounts.seats.map(({ orders }) => orders);
  }

  /** Takes in the logs of one transaction; returns what was delivered. Throws `ChainError`. */
  apply(logs: readonly ChainLog[]): readonly Delivery[] {
    return asTold(() => logs.flatMap((log) => this.applyLog(log) ?? []));
  }

  private applyLog({ topics: [event, first, indexed], data }: ChainLog): Delivery | null {
    const values = new EventData(data);
    if (event === topics.settled) {
      this.accounts.prices = unpackVector(values.bytes(0), this.resources);
      this.accounts.release();
    }
    if (event === topics.closed) this.accounts.release();
    if (event === topics.escrowed) this.accounts.hold(holderOf(first), values.word(0));
    if (event === topics.paid) this.accounts.payInAll(holderOf(first), BigInt.asIntN(256, values.word(0)));
    if (event === topics.cleared) {
      this.accounts.prices = unpackVector(values.bytes(2), this.resources);
      this.round++;
      return null;
    }
    if (event !== topics.submitted && event !== topics.cancelled && event !== topics.traded) return null;
    const seat = Number(indexed);
    if (event === topics.submitted) {
      const account = this.accounts.seats[seat]!;
      account.orders.push(...unpackOrders(values.bytes(1), this.resources));
      account.locked = values.word(0);
      return null;
    }
    if (event === topics.cancelled) {
      this.accounts.emptyBook(seat);
      return null;
    }
    const delivered = unpackVector(values.bytes(1), this.resources);
    const delivery = { seat, delivered, payment: BigInt.asIntN(256, values.word(0)) };
    this.accounts.deliver(delivery);
    this.deliveries[seat]!.push(delivered);
    this.holdings[seat] = chainHoldings(this.holdings[seat]!, delivered);
    return delivery;
  }

  /** The market is over: nothing is open any more. */
  emptyBooks(): void {
    this.accounts.emptyBooks();
  }
}
