import type { BlockMaker } from './rpc/block-maker.js';
import type { ChainReceipt, ChainTransaction } from './chain.port.js';
import { JsonRpcError, type JsonRpc } from './rpc/json-rpc.js';
import { rawReceipt, receiptOf } from './sending/receipts.js';
import { refusal } from './rpc/refusal.js';
import type { TransactionSender } from './sending/transaction-sender.js';

interface Phase {
  readonly match: string;
  readonly transactions: readonly ChainTransaction[];
  readonly notBefore: number;
  readonly done: (receipts: readonly ChainReceipt[]) => void;
  readonly failed: (error: unknown) => void;
}

function byMatch(a: Phase, b: Phase): number {
  return a.match < b.match ? -1 : a.match > b.match ? 1 : 0;
}

/**
 * The one place that sends and mines on a chain of our own. Phases of all matches that wait at the same time go into the
 * same block, in canonical order: by match, then as the match ordered them. Accounts of different
 * matches are disjoint, so matches cannot disturb each other.
 */
export class ChainService {
  private waiting: Phase[] = [];
  private running = false;
  /** since this service started */
  transactions = 0;

  constructor(
    private readonly rpc: JsonRpc,
    private readonly sender: TransactionSender,
    private readonly blocks: BlockMaker,
  ) {}

  execute(
    match: string,
    transactions: readonly ChainTransaction[],
    notBefore = 0,
  ): Promise<readonly ChainReceipt[]> {
    return new Promise((done, failed) => {
      this.waiting.push({ match, transactions, notBefore, done, failed });
      if (!this.running) void this.drain();
    });
  }

  /** Never rejects: every failure belongs to a phase. */
  private async drain(): Promise<void> {
    this.running = true;
    // One turn of the event loop: what other matches have ready joins this block.
    await new Promise((turn) => setImmediate(turn));
    while (this.waiting.length > 0) {
      const tick = this.waiting;
      try {
        const next = (await this.blocks.number()) + 1;
        const ready = this.waiting.filter((phase) => phase.notBefore <= next);
        this.waiting = this.waiting.filter((phase) => phase.notBefore > next);
        if (ready.length === 0) await this.blocks.next();
        else await this.runTick(ready.sort(byMatch));
      } catch (error) {
        // The node itself failed: nobody who waits can be served.
        for (const phase of [...tick, ...this.waiting]) phase.failed(error);
        this.waiting = [];
      }
    }
    // In the same turn as the last look at the queue, or a phase could be forgotten.
    this.running = false;
  }

  private async runTick(phases: readonly Phase[]): Promise<void> {
    const sent: { phase: Phase; hashes: readonly string[] }[] = [];
    for (const phase of phases)
      await this.send(phase).then((hashes) => sent.push({ phase, hashes }), phase.failed);
    for (const { phase, hashes } of sent) await this.receipts(phase, hashes).then(phase.done, phase.failed);
  }

  private async send({ transactions }: Phase): Promise<readonly string[]> {
    const hashes: string[] = [];
    for (const transaction of transactions) {
      try {
        hashes.push(await this.sender.send(transaction));
      } catch (error) {
        if (!(error instanceof JsonRpcError)) throw error;
        throw refusal(error);
      }
    }
    this.transactions += hashes.length;
    return hashes;
  }

  private async receipts(phase: Phase, hashes: readonly string[]): Promise<readonly ChainReceipt[]> {
    const receipts: ChainReceipt[] = [];
    for (const [index, hash] of hashes.entries()) {
      let raw = await rawReceipt(this.rpc, hash);
      for (; !raw; raw = await rawReceipt(this.rpc, hash)) await this.blocks.next();
      receipts.push(await receiptOf(this.rpc, phase.transactions[index]!, { hash, contract: null }, raw));
    }
    return receipts;
  }
}
