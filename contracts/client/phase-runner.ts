import type { Delivery } from '#market/ledger/ledger.port.js';
import { refusalError } from '../abi/contract-errors.js';
import { ChainError, orUnpaid, unpaid } from '../service/chain-error.js';
import type { Chain, ChainLog, ChainReceipt, ChainTransaction } from '../service/chain.port.js';
import type { ChainLedgerOptions } from './chain-ledger-options.js';
import { GasPurses } from './gas-purses.js';
import { callLimits } from './limits.js';
import { stagedCall } from './staged-calls.js';
import { TransactionTally } from './transaction-tally.js';

/** What came of a phase, in the order of its transactions. */
export interface PhaseOutcome {
  readonly receipts: readonly ChainReceipt[];
  readonly deliveries: readonly Delivery[];
}

/** Sends the phases of a match, with gas in everybody's purse, and counts what they cost. */
export class PhaseRunner {
  readonly tally: TransactionTally;
  private readonly purses: GasPurses;

  /** `hear`: takes in the events of a transaction; returns what was delivered */
  constructor(
    private readonly chain: Chain,
    private readonly options: Pick<ChainLedgerOptions, 'match' | 'gasPurse' | 'onTransaction'>,
    private readonly hear: (logs: readonly ChainLog[]) => readonly Delivery[],
  ) {
    this.tally = new TransactionTally(options.onTransaction);
    this.purses = new GasPurses(chain, options.gasPurse ?? 0n);
  }

  /**
   * Runs one phase and takes in its events; then throws the first refusal, if there was one. Who cannot pay, although its
   * purse should suffice, gets money from the organiser, once.
   */
  async run(transactions: readonly ChainTransaction[], notBefore?: number): Promise<PhaseOutcome> {
    const first = await this.attempt(transactions, notBefore);
    const rest = transactions.filter((_, i) => first.receipts[i] === null);
    const second = await this.attempt(rest);
    if (second.receipts.includes(null)) throw unpaid(rest, second.receipts);
    const later = second.receipts.values();
    return {
      receipts: first.receipts.map((receipt) => receipt ?? later.next().value!),
      deliveries: [...first.deliveries, ...second.deliveries],
    };
  }

  /** Runs one call, in as many transactions as it needs (staged-calls.ts); tells of the last, which makes it. */
  async runCall(call: ChainTransaction, notBefore?: number): Promise<PhaseOutcome> {
    if (call.data.length / 2 - 1 <= callLimits.bytes) return this.run([call], notBefore);
    const staged = stagedCall(this.chain, call);
    const { receipts } = await this.run(staged.parts);
    return this.run([staged.call(receipts)], notBefore);
  }

  /** Runs one phase, but who cannot pay stays out; null: of that transaction's sender nothing was sent, from there on. */
  async runPaid(transactions: readonly ChainTransaction[]): Promise<readonly (ChainReceipt | null)[]> {
    return (await this.attempt(transactions)).receipts;
  }

  private async attempt(
    transactions: readonly ChainTransaction[],
    notBefore?: number,
  ): Promise<{
    readonly receipts: readonly (ChainReceipt | null)[];
    readonly deliveries: readonly Delivery[];
  }> {
    if (transactions.length === 0) return { receipts: [], deliveries: [] };
    await this.purses.fill(transactions);
    const receipts = await orUnpaid(this.chain.execute(this.options.match, transactions, notBefore));
    const deliveries = receipts.flatMap((receipt, i) => {
      const transaction = transactions[i]!;
      if (receipt === null) {
        this.purses.empty(transaction.from);
        return [];
      }
      this.tally.add(transaction, receipt);
      this.purses.pay(transaction, receipt);
      return this.hear(receipt.logs);
    });
    receipts.forEach((receipt, i) => receipt && refuse(receipt, transactions[i]!.gas));
    return { receipts, deliveries };
  }
}

/** Of what a transaction is given, what has run out of gas leaves at most: a call keeps back a 64th of it (EIP-150), and so does one in it. */
const LEFT_WITHOUT_GAS = 1 / 20;

function refuse({ hash, revert, gas }: ChainReceipt, given: number): void {
  if (revert === null) return;
  if (revert !== '0x') throw refusalError(revert);
  // The contract always says why; only running out of gas leaves no words.
  if (gas >= given * (1 - LEFT_WITHOUT_GAS))
    throw new ChainError('block-gas-limit', `a transaction needs more than ${gas} gas`);
  throw new ChainError(
    'bad-endpoint',
    `the chain says that transaction ${hash} failed with ${gas} of ${given} gas, and not why`,
  );
}
