import type { LedgerSummary } from '#market/ledger/ledger.port.js';
import { calledMethod } from '../abi/method-of.js';
import type { Account, Chain, ChainLog, ChainReceipt, ChainTransaction } from '../service/chain.port.js';

/** A transaction of a match as the chain recorded it. */
export interface MatchTransaction {
  /** the function it called */
  readonly method: string;
  readonly hash: string;
  readonly block: number;
  readonly from: string;
  readonly gas: number;
  readonly logs: readonly ChainLog[];
  /** 0x-hex of the refusal, null: it went through */
  readonly revert: string | null;
}

/** What one account spent on the chain. */
export interface SenderCost {
  readonly address: string;
  readonly transactions: number;
  readonly gas: number;
  /** money units (wei) paid for gas, decimal */
  readonly paid: string;
}

/** What the chain adds to a ledger's summary. */
export interface ChainSummary extends LedgerSummary {
  readonly epoch: number;
  readonly firstBlock: number;
  readonly lastBlock: number;
  /** from its first block to its last, times the block time; blocks it only waited for count */
  readonly seconds: number;
  /** one entry per seat, the dealer's last */
  readonly senders: readonly SenderCost[];
}

/** What a report says of its ledger: one in memory has no blocks. */
export type ReportedChain = LedgerSummary & Partial<Pick<ChainSummary, 'firstBlock' | 'lastBlock'>>;

/** Counts what a match costs on its chain. */
export class TransactionTally {
  private readonly perSender = new Map<string, { transactions: number; gas: number; paid: bigint }>();
  private readonly blockNumbers = new Set<number>();
  transactions = 0;
  gas = 0;

  constructor(private readonly onTransaction?: (transaction: MatchTransaction) => void) {}

  /** blocks that hold at least one of its transactions */
  get blocks(): number {
    return this.blockNumbers.size;
  }

  get firstBlock(): number {
    return Math.min(...this.blockNumbers);
  }

  get lastBlock(): number {
    return Math.max(...this.blockNumbers);
  }

  add({ from, data }: ChainTransaction, { hash, block, gas, gasPrice, logs, revert }: ChainReceipt): void {
    const sender = this.perSender.get(from.address) ?? { transactions: 0, gas: 0, paid: 0n };
    sender.transactions++;
    sender.gas += gas;
    sender.paid += BigInt(gas) * gasPrice;
    this.perSender.set(from.address, sender);
    this.blockNumbers.add(block);
    this.transactions++;
    this.gas += gas;
    this.onTransaction?.({ method: calledMethod(data), hash, block, from: from.address, gas, logs, revert });
  }

  /** What a match cost; `senders`: one account per seat, the dealer's, or the operator's, last. */
  summary(
    { network, epoch, blockTime }: Pick<Chain, 'network' | 'epoch' | 'blockTime'>,
    contract: string,
    senders: readonly Account[],
  ): ChainSummary {
    const { transactions, gas, blocks, firstBlock, lastBlock } = this;
    return {
      ...{ network, contract, transactions, gas, blocks, epoch, firstBlock, lastBlock },
      seconds: (lastBlock - firstBlock + 1) * blockTime,
      senders: senders.map((account) => this.costOf(account)),
    };
  }

  private costOf({ address }: Account): SenderCost {
    const { transactions, gas, paid } = this.perSender.get(address) ?? { transactions: 0, gas: 0, paid: 0n };
    return { address, transactions, gas, paid: paid.toString() };
  }
}
