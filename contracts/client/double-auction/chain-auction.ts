import { getBytes, ZeroAddress, zeroPadValue } from 'ethers';
import type { AuctionRules } from '#market/double-auction/clear-period.js';
import { commitmentTo, drawnBy, labelOf, lotOf } from '#market/double-auction/lots.js';
import type { Lottery } from '#market/double-auction/muda.js';
import { ruleIn, type PricingRule } from '#market/double-auction/pricing.js';
import type { SidedOrder } from '#market/double-auction/order-book.js';
import { lockOf, type Ask, type Bid } from '#market/double-auction/orders.js';
import { contract } from '../../abi/artifacts.js';
import { decodeRefusal, RevertedCallError } from '../../abi/contract-errors.js';
import type { Account, Chain, ChainReceipt, ChainTransaction } from '../../service/chain.port.js';
import { auctionEvents, typeCodes } from './auction-events.js';
import { AuctionMirror } from './auction-mirror.js';
import { closedPeriod, WEI_PER_UNIT, type ChainPeriod } from './closed-period.js';
import { closingPlan, type ClosingPlan, type DrawnHalves } from './closing-plan.js';
import { deployAuction, type AuctionAddresses, type AuctionSettings } from './deploy-auction.js';
import { decoded } from '../decoded.js';
import { callLimits } from '../limits.js';

const auction = contract('DoubleAuction').interface;
const token = contract('EnergyToken').interface;

/** Above what docs/chain.md measures: of a call, and of each entry of its list. */
const GAS = { order: 250_000, start: 800_000, call: 500_000, verify: 16_000, match: 20_000, settle: 110_000 };
/** Besides, where buyers pay their own prices: of an entry that is verified, and of each price that asks may have to walk along. */
const PAID_AS_BID = { verify: 30_000, step: 3_000 };
/** Besides, under MUDA: of a closing, of a call that reads, and of each entry of any list. */
const DRAWN = { start: 500_000, call: 300_000, entry: 12_000 };
const ENROLMENT = 60_000;

/** An order and who places it; its id and time are the account's and the block's. */
export type AuctionOrder = { readonly account: Account } & SidedOrder;

/** Gas by what it was for. */
export interface ClosingGas {
  readonly start: number;
  readonly verify: number;
  readonly match: number;
  readonly settle: number;
  readonly transactions: number;
}

/** Landau's market on a chain: the operator's side, and that of participants whose accounts are at hand. */
export class ChainAuction {
  private readonly mirror: AuctionMirror;
  /** periods that have been closed */
  private closings = 0;
  /** by address: what accounts that are enrolled are drawn by under MUDA */
  private readonly labels = new Map<string, Uint8Array>();

  private constructor(
    readonly chain: Chain,
    readonly operator: Account,
    readonly addresses: AuctionAddresses,
    private readonly settings: AuctionSettings,
  ) {
    this.mirror = new AuctionMirror(settings.grid);
  }

  static async deploy(chain: Chain, settings: AuctionSettings): Promise<ChainAuction> {
    const operator = chain.account(settings.match, 'operator');
    return new ChainAuction(chain, operator, await deployAuction(chain, operator, settings), settings);
  }

  account(name: string): Account {
    return this.chain.account(this.settings.match, name);
  }

  /** Under MUDA: by which names accounts are drawn. Each once, before it orders; all do, whoever orders in the end. Returns what it took of gas. */
  async enrol(names: ReadonlyMap<string, Account>): Promise<number> {
    const entries = [...names].map(([name, { address }]) => [address, labelOf(name)] as const);
    for (const [address, label] of entries) this.labels.set(address, label);
    const call = this.inParts('enrol', entries, ENROLMENT, GAS.call, (part) => [
      part.map(([address]) => address),
      part.map(([, label]) => label),
    ]);
    const receipts = await this.send(call);
    return receipts.reduce((sum, { gas }) => sum + gas, 0);
  }

  /** Orders that stand, as events told them; in the order they were first placed. */
  get asks(): readonly Ask[] {
    return this.mirror.asks;
  }

  get bids(): readonly Bid[] {
    return this.mirror.bids;
  }

  /** Metered generation and consumption, Wh. */
  async meter(
    kind: 'mint' | 'burn',
    readings: readonly { account: Account; amount: bigint }[],
  ): Promise<void> {
    await this.send(
      readings.map(({ account, amount }) => this.toToken(this.operator, kind, account.address, amount)),
    );
  }

  /** Places orders in one phase, so in one block if there is room; bids bring the money they lock. Throws what the first was refused with. */
  async place(orders: readonly AuctionOrder[]): Promise<void> {
    await this.send(orders.flatMap((order) => this.placing(order)));
  }

  /** Likewise, each with the money it brings (wei; default: what it locks). Result per order: what it was refused with, null: taken. */
  async tryPlace(
    orders: readonly AuctionOrder[],
    moneyOf?: (order: AuctionOrder) => bigint,
  ): Promise<(string | null)[]> {
    const parts = orders.map((order) => this.placing(order, moneyOf?.(order)));
    const receipts = await this.execute(parts.flat());
    let next = 0;
    return parts.map(({ length }) => {
      const refused = receipts.slice(next, (next += length)).find(({ revert }) => revert !== null);
      return refused ? decodeRefusal(refused.revert!).name : null;
    });
  }

  /** The transactions that place an order. */
  placing(placed: AuctionOrder, money?: bigint): ChainTransaction[] {
    const { account } = placed;
    if (placed.side === 'ask') {
      const { amount, price, type } = placed.order;
      return [
        this.toToken(account, 'approve', this.addresses.auction, amount),
        this.call(account, 'placeAsk', [typeCodes[type], amount, price], GAS.order),
      ];
    }
    const { amount, prices } = placed.order;
    const value = money ?? lockOf(placed.order, this.mirror.grid) * WEI_PER_UNIT;
    return [this.call(account, 'placeBid', [amount, prices.pv, prices.chp], GAS.order, value)];
  }

  /** Closes the period: sorted here, verified there. `plan`: what the operator tells instead of what is so. */
  async close(plan?: ClosingPlan): Promise<{ readonly closed: ChainPeriod; readonly gas: ClosingGas }> {
    const { bids, rules } = this;
    const told = plan ?? closingPlan(this.asks, bids, rules);
    const phases = this.closing(told);
    const notBefore = Number(await this.read('lastBlock')) + 1;
    const receipts = await this.send(
      phases.flatMap(({ calls }) => calls),
      notBefore,
    );
    let next = 0;
    const gas = phases.map(({ calls }) =>
      receipts.slice(next, (next += calls.length)).reduce((sum, receipt) => sum + receipt.gas, 0),
    ) as [number, number, number, number];
    this.closings++;
    const { pricing } = rules;
    const halfOf = (id: string): number => drawnBy((pricing as Lottery).lot, this.labelOf(id)).half;
    const events = auctionEvents(this.addresses.auction, receipts);
    return {
      closed: closedPeriod(events, bids, pricing.kind === 'muda' ? halfOf : undefined),
      gas: { start: gas[0], verify: gas[1], match: gas[2], settle: gas[3], transactions: receipts.length },
    };
  }

  /** The calls of a closing, in order. */
  closing({
    claims,
    halves,
    lists,
    matches,
    accounts,
  }: ClosingPlan): { readonly calls: ChainTransaction[] }[] {
    const claim = claims.map(({ volume, bids, asks, reduction }) => [
      volume,
      [bids.before, bids.total],
      [asks.before, asks.total],
      [reduction.most, reduction.bid ?? ZeroAddress, reduction.ask ?? ZeroAddress],
    ]);
    const { kind } = this.settings.pricing;
    const besides = kind === 'muda' ? DRAWN : { start: 0, call: 0, entry: 0 };
    const verify = GAS.verify + besides.entry + (kind === 'pay-as-bid' ? PAID_AS_BID.verify : 0);
    const steps = kind === 'pay-as-bid' ? PAID_AS_BID.step * this.bids.length : 0;
    const pairs = matches.map(({ seller, buyer, amount }) => [seller, buyer, amount]);
    const start = halves
      ? this.call(
          this.operator,
          'startDrawnClosing',
          [...claim, this.drawing(halves)],
          GAS.start + besides.start,
        )
      : this.call(this.operator, 'startClosing', claim, GAS.start);
    return [
      { calls: [start] },
      {
        calls: lists.flatMap((list) => this.inParts('verify', list, verify, GAS.call + steps + besides.call)),
      },
      { calls: this.inParts('recordMatches', pairs, GAS.match + besides.entry) },
      { calls: this.inParts('settle', accounts, GAS.settle + besides.entry) },
    ];
  }

  /** The rules of the period that is open, or to be closed. */
  get rules(): AuctionRules {
    const pricing = ruleIn(this.settings.pricing, this.closings);
    const labelOf = (id: string): Uint8Array => this.labelOf(id);
    return { grid: this.mirror.grid, pricing: pricing.kind === 'muda' ? { ...pricing, labelOf } : pricing };
  }

  /** Whoever is not enrolled orders all the same, and is drawn by its address. */
  private labelOf(address: string): Uint8Array {
    return this.labels.get(address) ?? getBytes(zeroPadValue(address, 32));
  }

  /** The period's lot, what is known of the next one's, and what the halves come to. */
  private drawing(halves: DrawnHalves): unknown[] {
    const { lots } = this.settings.pricing as Extract<PricingRule, { kind: 'muda' }>;
    const told = halves.map((both) =>
      both.map(({ most, price, lastBid, lastAsk }) => [
        ...[most, price ?? 0n, price !== null],
        ...[lastBid?.id ?? ZeroAddress, lastBid?.part ?? 0n],
        ...[lastAsk?.id ?? ZeroAddress, lastAsk?.part ?? 0n],
      ]),
    );
    return [lotOf(lots, this.closings), commitmentTo(lotOf(lots, this.closings + 1)), ...told];
  }

  /** A call of the auction contract, not sent yet. */
  call(
    from: Account,
    method: string,
    values: readonly unknown[],
    gas = GAS.order,
    value = 0n,
  ): ChainTransaction {
    const data = auction.encodeFunctionData(method, values);
    return { from, to: this.addresses.auction, data, gas, ...(value > 0n && { value }) };
  }

  toToken(from: Account, method: string, ...values: readonly unknown[]): ChainTransaction {
    return { from, to: this.addresses.token, data: token.encodeFunctionData(method, values), gas: GAS.order };
  }

  /** The first value that a view of the auction returns. */
  async read(method: string, ...values: readonly unknown[]): Promise<bigint> {
    const data = await this.chain.call(this.addresses.auction, auction.encodeFunctionData(method, values));
    return decoded(auction, method, data)[0] as bigint;
  }

  async tokensOf(address: string): Promise<bigint> {
    const data = await this.chain.call(
      this.addresses.token,
      token.encodeFunctionData('balanceOf', [address]),
    );
    return decoded(token, 'balanceOf', data)[0] as bigint;
  }

  /** Sends in order and follows the book. Throws `RevertedCallError` of the first that was refused, once all are in blocks. */
  async send(
    transactions: readonly ChainTransaction[],
    notBefore?: number,
  ): Promise<readonly ChainReceipt[]> {
    const receipts = await this.execute(transactions, notBefore);
    for (const { revert } of receipts) if (revert !== null) throw new RevertedCallError(revert);
    return receipts;
  }

  private async execute(
    transactions: readonly ChainTransaction[],
    notBefore?: number,
  ): Promise<readonly ChainReceipt[]> {
    if (transactions.length === 0) return [];
    const receipts = await this.chain.execute(this.settings.match, transactions, notBefore);
    auctionEvents(this.addresses.auction, receipts).forEach((event) => this.mirror.apply(event));
    return receipts;
  }

  private inParts<T>(
    method: string,
    list: readonly T[],
    each: number,
    call: number = GAS.call,
    valuesOf = (part: readonly T[]): unknown[] => [part],
  ): ChainTransaction[] {
    const most = Math.min(callLimits.auctionGas, this.chain.blockGasLimit);
    const size = Math.max(1, Math.floor((most - call) / each));
    return Array.from({ length: Math.ceil(list.length / size) }, (_, part) => {
      const entries = list.slice(part * size, (part + 1) * size);
      return this.call(this.operator, method, valuesOf(entries), call + each * entries.length);
    });
  }
}
