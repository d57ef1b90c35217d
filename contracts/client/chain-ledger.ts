import { keccak256, toUtf8Bytes } from 'ethers';
import {
  LedgerError,
  type Delivery,
  type Ledger,
  type LedgerClearing,
  type LedgerOpening,
  type LedgerOrder,
  type LedgerState,
  type MissedTurn,
} from '#market/ledger/ledger.port.js';
import { checkLengths, checkPrices, checkRange } from '#market/ledger/check-clearing.js';
import { deliveriesOf } from '#market/ledger/deliveries.js';
import { clearingGas, ordersGas, SMALL_CALL_GAS } from '#market/ledger/gas-bounds.js';
import type { FeeDue } from '#market/ledger/local-fees.js';
import { LARGEST_PRICE_UNITS } from '#market/ledger/units.js';
import { ChainError } from '../service/chain-error.js';
import type { Account, Chain, ChainReceipt, ChainTransaction } from '../service/chain.port.js';
import type { ChainLedgerOptions } from './chain-ledger-options.js';
import { auditMarket } from './audit-market.js';
import { certify, DEALER_SEAT, packClearing } from './clearing-codec.js';
import { collectFees } from './collect-fees.js';
import { marketCall, packedCall } from './market-calls.js';
import { MarketMirror } from './market-mirror.js';
import { openMarket, withinBlock } from './open-market.js';
import { inCalls, packOrders } from './order-codec.js';
import { PhaseRunner } from './phase-runner.js';
import { proposalFault } from './proposal-check.js';
import { SealedOrders } from './sealed-orders.js';
import { settlementCalls } from './settlement-calls.js';
import type { ChainSummary } from './transaction-tally.js';

export type { ChainSummary } from './transaction-tally.js';

/** a day of 12 s blocks */
const PATIENCE_BLOCKS = 7_200;
const OBJECTION_BLOCKS = 2;

/**
 * The ledger on a chain: one market contract, one account per seat and one for the dealer, each
 * sending its own transactions. What it tells comes from the contract's events.
 */
export class ChainLedger implements Ledger {
  private readonly phases: PhaseRunner;
  private phase: 'new' | 'open' | 'settled' | 'closed' = 'new';
  private contract = '';
  private seats: readonly Account[] = [];
  private dealer: Account;
  private mirror: MarketMirror | null = null;
  private sealed: SealedOrders | null = null;
  /** block of the last clearing (at first: of the start) */
  private roundBlock = 0;
  private deposited = 0n;

  constructor(
    private readonly chain: Chain,
    private readonly options: ChainLedgerOptions,
  ) {
    this.dealer = chain.account(options.match, 'dealer');
    this.phases = new PhaseRunner(chain, options, (logs) => this.mirror?.apply(logs) ?? []);
  }

  /** Address of the market contract, once open. */
  get address(): string {
    return this.contract;
  }

  /** Address of what owns the seats where orders are sealed; null: they are not. */
  get door(): string | null {
    return this.sealed?.address ?? null;
  }

  async open(opening: LedgerOpening): Promise<void> {
    if (this.phase !== 'new') throw new LedgerError('closed', 'this ledger was opened before');
    this.seats = opening.seats.map((_, seat) => this.chain.account(this.options.match, `seat ${seat}`));
    const settings = {
      id: keccak256(toUtf8Bytes(`${this.options.match}/${this.chain.instance}`)),
      dealer: this.dealer,
      seats: this.seats,
      verification: this.options.verification ?? 'chain',
      finalPrices: opening.settlement === 'final',
      biddingBlocks: this.biddingBlocks,
      objectionBlocks: this.options.objectionBlocks ?? OBJECTION_BLOCKS,
      patienceBlocks: this.options.patienceBlocks ?? PATIENCE_BLOCKS,
      roundCap: this.options.roundCap ?? 0xffffffff,
      gasPurse: this.options.gasPurse ?? 0n,
      ...(this.options.sealed && { door: (market: string) => this.openDoor(market) }),
    };
    const { address, block } = await openMarket(
      this.chain,
      (transactions) => this.execute(transactions),
      settings,
      opening,
    );
    this.contract = address;
    this.roundBlock = block;
    this.deposited = opening.seats.reduce((sum, { cash }) => sum + cash, opening.dealer.cash);
    this.mirror = new MarketMirror(opening);
    this.phase = 'open';
    this.options.onOpen?.();
  }

  async submit(
    submissions: readonly { readonly seat: number; readonly orders: readonly LedgerOrder[] }[],
  ): Promise<readonly MissedTurn[]> {
    const mirror = this.mustBeOpen();
    const m = mirror.resources;
    const given = submissions.filter(({ orders }) => orders.length > 0);
    const short = given.flatMap(({ orders }) => orders).find(({ bundle }) => bundle.length !== m);
    if (short) throw new LedgerError('wrong-length', `a bundle has ${short.bundle.length} entries`);
    if (this.sealed) {
      await this.sealed.submit(given, m);
      return [];
    }
    const calls = given.flatMap(({ seat, orders }) =>
      inCalls(orders, m).map((part) => {
        const data = packedCall('submitOrders', seat, packOrders(part, m));
        const transaction = this.toMarket(this.accountOf(seat), data, ordersGas(part.length, m));
        return { seat, count: part.length, transaction };
      }),
    );
    const receipts = await this.phases.runPaid(calls.map(({ transaction }) => transaction));
    const missed = new Set(calls.flatMap(({ seat }, i) => (receipts[i] ? [] : [seat])));
    return [...missed].map((seat) => ({
      seat,
      placed: calls.reduce((sum, call, i) => sum + (call.seat === seat && receipts[i] ? call.count : 0), 0),
      reason: 'its account cannot pay for the gas of its orders',
    }));
  }

  async cancel(...seats: readonly number[]): Promise<void> {
    this.mustBeOpen();
    await this.phases.run(
      seats.map((seat) => this.ofSeat(seat, marketCall('cancelOrders', seat))),
      this.sealed?.notCancelledBefore,
    );
  }

  async clear(clearing: LedgerClearing): Promise<readonly Delivery[]> {
    const mirror = this.mustBeOpen();
    const books = mirror.books();
    checkLengths(mirror.resources, books, clearing);
    // The contract takes any price of 64 bits; this bound is the same for every ledger.
    if (clearing.prices.some((price) => price > LARGEST_PRICE_UNITS || price < -LARGEST_PRICE_UNITS))
      throw new LedgerError('price-out-of-range', 'a price is beyond what ledgers allow');
    // What everybody holds is for the contract but a hash: that it has its place in every ledger is the clients' part.
    checkRange(mirror.state, deliveriesOf(books, clearing));
    const packed = packClearing(certify(books, mirror.state.inventory, clearing));
    const gas = clearingGas(mirror.state, clearing);
    let notBefore = this.roundBlock + this.biddingBlocks + 1;
    const objections = this.options.objectionBlocks ?? OBJECTION_BLOCKS;
    if ((this.options.verification ?? 'chain') !== 'chain')
      notBefore = (await this.propose(mirror, packed, gas, notBefore)) + objections + 1;
    const data = packedCall('clear', mirror.round, packed);
    const call = this.toMarket(this.dealer, data, gas);
    const { receipts, deliveries } = await this.phases.runCall(call, notBefore);
    this.roundBlock = receipts[0]!.block;
    return deliveries;
  }

  async raiseLimits(raises: readonly { readonly seat: number; readonly amount: bigint }[]): Promise<void> {
    this.mustBeOpen();
    await this.execute(
      raises.map(({ seat, amount }) => this.ofSeat(seat, marketCall('raiseLimit', seat, amount))),
    );
  }

  async settle(prices: readonly bigint[]): Promise<void> {
    const mirror = this.mustBeOpen();
    checkPrices(mirror.resources, prices, mirror.state.exact);
    const calls = settlementCalls(mirror, prices, this.chain.blockGasLimit);
    await this.execute(calls.map(({ data, gas }) => this.toMarket(this.dealer, data, gas)));
    this.phase = 'settled';
  }

  state(): LedgerState {
    if (!this.mirror) throw new LedgerError('closed', 'the ledger is new');
    return this.mirror.state;
  }

  async close(dues?: readonly FeeDue[]): Promise<ChainSummary> {
    const mirror = this.phase === 'settled' ? this.mirror! : this.mustBeOpen();
    if (this.phase === 'open') await this.execute([this.toMarket(this.dealer, marketCall('close'))]);
    const state = mirror.state;
    await auditMarket(this.chain, this.contract, state, mirror.holdings, this.deposited);
    const withdrawals = state.seats.flatMap(({ cash }, seat) =>
      cash > 0n ? [this.ofSeat(seat, marketCall('withdraw', seat))] : [],
    );
    if (state.dealerCash > 0n)
      withdrawals.push(this.toMarket(this.dealer, marketCall('withdraw', DEALER_SEAT)));
    await this.execute(withdrawals);
    await this.sealed?.close();
    const left = await this.chain.balance(this.contract);
    if (left !== 0n) throw new ChainError('state-mismatch', `${left} money units were left in the market`);
    mirror.emptyBooks();
    this.phase = 'closed';
    const fees =
      dues &&
      (await collectFees(
        this.chain,
        dues,
        state.seats.map(({ cash }) => cash),
        {
          payers: this.seats,
          receiver: (name) => this.receiver(name),
          execute: (transactions) => this.execute(transactions),
        },
      ));
    const accounts = [...this.seats, this.dealer];
    const receivers = fees?.receivers.map(({ receiver }) => this.receiver(receiver)) ?? [];
    const returned = await this.chain.reclaim?.([...accounts, ...receivers]);
    return {
      ...this.phases.tally.summary(this.chain, this.contract, accounts),
      ...(fees && { fees }),
      ...(returned && { returned }),
    };
  }

  /** Of a match that broke off: market and accounts are emptied, as far as it can be, where the chain takes money back. */
  async abandon(): Promise<void> {
    if (!this.chain.reclaim || this.phase === 'closed' || this.seats.length === 0) return;
    try {
      const { opening, resources } = this.mirror!;
      if (this.phase === 'open' && opening.settlement === 'final')
        await this.settle(new Array<bigint>(resources).fill(0n));
      await this.close();
    } catch {
      await this.chain.reclaim([...this.seats, this.dealer]);
    }
  }

  private receiver(name: string): Account {
    return this.chain.account(this.options.match, `receiver ${name}`);
  }

  /** Puts a clearing before the agents; returns the block it was proposed in. */
  private async propose(
    mirror: MarketMirror,
    packed: string,
    gas: number,
    notBefore: number,
  ): Promise<number> {
    const data = packedCall('propose', mirror.round, packed);
    const { receipts } = await this.phases.runCall(this.toMarket(this.dealer, data, gas), notBefore);
    const inspect = this.options.inspect ?? proposalFault;
    const state = mirror.state;
    const objections = this.seats.flatMap((_, seat) => {
      const reason = inspect(packed, state, seat);
      return reason === null ? [] : [{ seat, reason }];
    });
    if (objections.length === 0) return receipts[0]!.block;
    // One voids it for all; the others' would find nothing left to reject.
    const { seat, reason } = objections[0]!;
    await this.execute([this.ofSeat(seat, marketCall('reject', seat, mirror.round, reason), 400_000)]);
    throw new LedgerError('rejected', `seat ${seat} rejected the clearing: ${reason}`);
  }

  private get biddingBlocks(): number {
    return this.options.biddingBlocks ?? 1;
  }

  private toMarket(from: Account, data: string, gas = SMALL_CALL_GAS): ChainTransaction {
    return { from, to: this.contract, data, gas: withinBlock(this.chain, gas) };
  }

  /** A call of a seat's own, through the door where the market has one. */
  private ofSeat(seat: number, data: string, gas = SMALL_CALL_GAS): ChainTransaction {
    const call = this.toMarket(this.accountOf(seat), data, gas);
    return this.sealed ? { ...call, to: this.sealed.address } : call;
  }

  private async openDoor(market: string): Promise<string> {
    this.sealed = await SealedOrders.open(this.chain, market, this.seats, {
      execute: async (transactions, notBefore) => (await this.phases.run(transactions, notBefore)).receipts,
      patienceBlocks: this.options.patienceBlocks ?? PATIENCE_BLOCKS,
      ...(this.options.withholds && { withholds: this.options.withholds }),
    });
    return this.sealed.address;
  }

  private async execute(transactions: readonly ChainTransaction[]): Promise<readonly ChainReceipt[]> {
    return (await this.phases.run(transactions)).receipts;
  }

  private accountOf(seat: number): Account {
    const account = this.seats[seat];
    if (!account) throw new LedgerError('unknown-seat', `there is no seat ${seat}`);
    return account;
  }

  private mustBeOpen(): MarketMirror {
    if (this.phase !== 'open' || !this.mirror) throw new LedgerError('closed', `the ledger is ${this.phase}`);
    return this.mirror;
  }
}
