import type { SettlementRule } from '#market/instance.js';
import { FULL_FILL } from '#market/ledger/units.js';
import type { LedgerClearing, LedgerOpening, LedgerOrder } from '#market/ledger/ledger.port.js';
import { ChainLedger } from '../client/chain-ledger.js';
import type { ChainLedgerOptions } from '../client/chain-ledger-options.js';
import { certify, packClearing, type CertifiedClearing } from '../client/clearing-codec.js';
import { decodeRefusal } from '../abi/contract-errors.js';
import { marketCall, packedCall } from '../client/market-calls.js';
import { packOrders } from '../client/order-codec.js';
import type { Account, Chain, ChainReceipt } from '../service/chain.port.js';

const quantity = (value: number): bigint => BigInt(Math.round(value * 1e9));
const money = (value: number): bigint => quantity(value) * 1_000_000_000n;
const bundle = (...values: readonly number[]): bigint[] => values.map(quantity);
const limited = (limit: number, ...values: readonly number[]): LedgerOrder => ({
  bundle: bundle(...values),
  limit: money(limit),
  kind: 'limited',
});

/**
 * Solved by hand; five resources, so that words have lanes to spare. Seat 1 sells 4 of resource 0 for
 * 1 each, seat 0 buys 2 for at most 3 each (or 1 for 2.5), seat 2 buys up to 4 for at most 2 each: 4 are
 * traded, seat 2 gets half, so the price is 2. Seat 3 buys up to 2 of resource 1 for 1 each, the dealer
 * offers 1: price 1. Surplus 6 - 4 + 4 + 1 = 7 = p'offer 1 + sigmas 2 + 4 + 0.
 */
export const smallOpening: LedgerOpening = {
  seats: [
    { allocation: bundle(0, 0, 0, 0, 1), cash: money(10) },
    { allocation: bundle(4, 0, 0, 0, 0), cash: money(1) },
    { allocation: bundle(0, 0, 1, 0, 0), cash: money(20) },
    { allocation: bundle(0, 0, 0, 0, 0), cash: money(5) },
    { allocation: bundle(0, 0, 0, 0, 0), cash: money(5) },
  ],
  dealer: { inventory: bundle(0, 3, 0, 0, 0), cash: money(2) },
  prices: bundle(1, 1, 0, 0, 0),
};

export const smallBook: readonly (readonly LedgerOrder[])[] = [
  [limited(6, 2, 0, 0, 0, 0), limited(2.5, 1, 0, 0, 0, 0)],
  [limited(-4, -4, 0, 0, 0, 0)],
  [limited(8, 4, 0, 0, 0, 0)],
  [{ bundle: bundle(0, 2, 0, 0, 0), limit: money(2), kind: 'unlimited' }],
  [],
];

export const honestClearing: LedgerClearing = {
  prices: bundle(2, 1, 0, 0, 0),
  offer: bundle(0, 1, 0, 0, 0),
  fills: [[FULL_FILL, 0n], [FULL_FILL], [FULL_FILL / 2n], [FULL_FILL / 2n], []],
  dealerOrders: [],
  dealerFills: [],
};

export interface Attempt {
  readonly from?: Account;
  readonly round?: number;
  readonly method?: 'clear' | 'propose';
}

/** The small market on a chain, with every door open: tests send what no honest client would. */
export class SmallMarket {
  readonly ledger: ChainLedger;

  constructor(
    readonly chain: Chain,
    private readonly options: ChainLedgerOptions,
    private readonly settlement: SettlementRule = 'path',
  ) {
    this.ledger = new ChainLedger(chain, options);
  }

  async open(): Promise<this> {
    await this.ledger.open({ ...smallOpening, settlement: this.settlement });
    return this;
  }

  async withBook(): Promise<this> {
    await this.open();
    await this.ledger.submit(smallBook.map((orders, seat) => ({ seat, orders })));
    return this;
  }

  get dealer(): Account {
    return this.chain.account(this.options.match, 'dealer');
  }

  seat(seat: number): Account {
    return this.chain.account(this.options.match, `seat ${seat}`);
  }

  /** Sends a clearing; returns the name of the contract's refusal, null if it was settled. */
  async attempt(clearing: CertifiedClearing, attempt: Attempt = {}): Promise<string | null> {
    return this.attemptPacked(packClearing(clearing), attempt);
  }

  async attemptPacked(packed: string, { from, round, method }: Attempt = {}): Promise<string | null> {
    return this.send(from ?? this.dealer, packedCall(method ?? 'clear', round ?? 1, packed));
  }

  async attemptOrders(from: Account, seat: number, orders: readonly LedgerOrder[]): Promise<string | null> {
    return this.send(from, packedCall('submitOrders', seat, packOrders(orders, 5)));
  }

  async call(from: Account, method: string, ...values: readonly unknown[]): Promise<string | null> {
    return this.send(from, marketCall(method, ...values));
  }

  async send(from: Account, data: string, value = 0n): Promise<string | null> {
    const { revert } = await this.transact(from, data, value);
    return revert === null ? null : decodeRefusal(revert).name;
  }

  async transact(from: Account, data: string, value = 0n): Promise<ChainReceipt> {
    const transaction = { from, to: this.ledger.address, data, value, gas: 5_000_000 };
    return (await this.chain.execute(this.options.match, [transaction]))[0]!;
  }
}

/** The honest clearing with its claims computed anew after a change of fills, prices or offer. */
export function tampered(change: Partial<LedgerClearing>): CertifiedClearing {
  return certify(smallBook, smallOpening.dealer.inventory, { ...honestClearing, ...change });
}
