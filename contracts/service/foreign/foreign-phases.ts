import type { BlockWatch } from './block-watch.js';
import { ChainError, unpaid } from '../chain-error.js';
import type { ChainReceipt, ChainTransaction } from '../chain.port.js';
import { JsonRpcError, type JsonRpc } from '../rpc/json-rpc.js';
import { rawReceipt, receiptOf, type RawReceipt } from '../sending/receipts.js';
import { refusal } from '../rpc/refusal.js';
import type { Fees, SentTransaction, SigningSender } from '../sending/signing-sender.js';

/** Blocks in which a chain takes a transaction, or has dropped it for good. */
const MOST_BLOCKS = 200;

/** Blocks by which a receipt may be ahead of the height that was asked for before it, where several nodes answer. */
const MOST_AHEAD = 32;

interface Sent extends SentTransaction {
  readonly from: string;
}

/**
 * Phases of matches on a chain that makes its blocks itself. Each is sent as soon as its match has it and waits for its own blocks, so matches
 * wait side by side. `confirmations`: blocks that must lie on a phase before it counts; what a reorganisation
 * of up to so many takes out of the chain is sent again, and read again.
 */
export class ForeignPhases {
  constructor(
    private readonly rpc: JsonRpc,
    private readonly sender: SigningSender,
    private readonly blocks: BlockWatch,
    private readonly confirmations: number,
  ) {}

  /**
   * As `Chain.execute`. `fees`: default what the chain asks now. Throws `ChainError`; `UnpaidError`, once the others'
   * transactions are in blocks, where a sender could not pay for its own.
   */
  async execute(
    transactions: readonly ChainTransaction[],
    notBefore = 0,
    fees?: Fees,
  ): Promise<readonly ChainReceipt[]> {
    if (transactions.length === 0) return [];
    const latest = await this.reached(notBefore - 1);
    const offered = fees ?? (await this.sender.fees());
    const sent = await this.send(transactions, offered);
    const there = sent.filter((one) => one !== null);
    const raw = new Map(await this.receipts(there, latest));
    const receipts = await Promise.all(
      sent.map(async (one, i) => {
        const transaction = transactions[i]!;
        // A node that signs for an account offers what it wants.
        const most = transaction.from.privateKey ? offered.maxFeePerGas : null;
        return one && receiptOf(this.rpc, transaction, one, raw.get(one.hash)!, most);
      }),
    );
    const paid = receipts.filter((receipt) => receipt !== null);
    if (paid.length < receipts.length) throw unpaid(transactions, receipts);
    return paid;
  }

  /** Waits until block `height` is there; returns the latest one's number. */
  private async reached(height: number): Promise<number> {
    let latest = await this.blocks.number();
    while (latest < height) latest = await this.blocks.later(latest, false);
    return latest;
  }

  /**
   * Each account's transactions one after the other, those of different accounts side by side: a phase is under way after as many answers of
   * the endpoint as one account has transactions in it. null: its sender, or its sender's transaction before it, could not be paid for.
   */
  private async send(
    transactions: readonly ChainTransaction[],
    fees: Fees,
  ): Promise<readonly (Sent | null)[]> {
    const sent = new Array<Sent | null>(transactions.length).fill(null);
    const perSender = Map.groupBy(transactions.keys(), (i) => transactions[i]!.from.address);
    const ends = await Promise.allSettled(
      [...perSender.values()].map(async (line) => {
        for (const i of line) {
          const one = await this.sendPaid(transactions[i]!, fees);
          if (one === null) return;
          sent[i] = one;
        }
      }),
    );
    // Not before all is sent that will be: what is given up must not go on.
    const failed = ends.find((end) => end.status === 'rejected');
    if (failed) throw failed.reason;
    return sent;
  }

  /** null: its sender could not pay for it. */
  private async sendPaid(transaction: ChainTransaction, fees: Fees): Promise<Sent | null> {
    try {
      return { from: transaction.from.address, ...(await this.sender.send(transaction, fees)) };
    } catch (error) {
      if (!(error instanceof JsonRpcError)) throw error;
      const refused = refusal(error);
      if (refused.code !== 'insufficient-funds') throw refused;
      return null;
    }
  }

  /** Waits until all are in blocks, deep enough; `latest`: of before they were sent. */
  private async receipts(
    sent: readonly Sent[],
    latest: number,
  ): Promise<readonly (readonly [string, RawReceipt])[]> {
    if (sent.length === 0) return [];
    for (let waited = 0, height = await this.blocks.later(latest, true); ;) {
      if (++waited > MOST_BLOCKS)
        throw new ChainError('chain-lost', `the chain took no transaction of ours in ${MOST_BLOCKS} blocks`);
      const read = await Promise.all(sent.map(({ hash }) => rawReceipt(this.rpc, hash)));
      const missing = sent.filter((_, i) => read[i] === null);
      if (missing.length === 0) {
        const found = read.map((raw, i) => [sent[i]!.hash, raw!] as const);
        const last = Math.max(...found.map(([, raw]) => Number(raw.blockNumber)));
        if (last > height + MOST_AHEAD) throw inNoBlock(last, await this.blocks.number());
        const deep = last + this.confirmations;
        // Read behind the look at the height: what is that deep now stays.
        if (height >= deep) return found;
        height = await this.reached(deep);
        continue;
      }
      if (waited > 1 || this.confirmations > 0)
        for (const from of new Set(missing.map((one) => one.from))) await this.sender.sendAgain(from);
      height = await this.blocks.later(height, true);
    }
  }
}

function inNoBlock(block: number, height: number): ChainError {
  const what = `a transaction is in block ${block}, and the latest is block ${height}`;
  return new ChainError('bad-endpoint', `the endpoint does not answer as a chain does: ${what}`);
}
