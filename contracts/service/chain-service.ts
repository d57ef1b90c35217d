import type { BlockMaker } from './block-maker.js';
import { ChainError, type ChainErrorCode } from './chain-error.js';
import type { ChainLog, ChainReceipt, ChainTransaction } from './chain.port.js';
import { JsonRpcError, revertDataOf, type JsonRpc } from './json-rpc.js';
import type { TransactionSender } from './transaction-sender.js';

interface Phase {
  readonly match: string;
  readonly transactions: readonly ChainTransaction[];
  readonly notBefore: number;
  readonly done: (receipts: readonly ChainReceipt[]) => void;
  readonly failed: (error: unknown) => void;
}

interface RawReceipt {
  readonly transactionHash: string;
  readonly blockNumber: string;
  readonly gasUsed: string;
  readonly effectiveGasPrice?: string;
  readonly contractAddress: string | null;
  readonly status: string;
  readonly logs: readonly ChainLog[];
}

function byMatch(a: Phase, b: Phase): number {
  return a.match < b.match ? -1 : a.match > b.match ? 1 : 0;
}

/** A transaction needs more gas than it was given, or was given more than a block or the node's cap allows. */
const TOO_LITTLE_GAS = /gas limit|gas floor|floor data gas|intrinsic gas|gas cap|gas allowance|out of gas/i;

/** Nodes say why only in words. */
export function refusalCode(message: string): ChainErrorCode {
  if (/enough funds|insufficient (funds|balance)/i.test(message)) return 'insufficient-funds';
  return TOO_LITTLE_GAS.test(message) ? 'block-gas-limit' : 'transaction-refused';
}

/**
 * The one place that sends and mines. Phases of all matches that wait at the same time go into the
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
        throw new ChainError(
          refusalCode(error.message),
          `the chain did not accept a transaction: ${error.message}`,
        );
      }
    }
    this.transactions += hashes.length;
    return hashes;
  }

  private async receipts(phase: Phase, hashes: readonly string[]): Promise<readonly ChainReceipt[]> {
    const receipts: ChainReceipt[] = [];
    for (const [index, hash] of hashes.entries()) {
      let raw = await this.receipt(hash);
      for (; !raw; raw = await this.receipt(hash)) await this.blocks.next();
      receipts.push({
        hash,
        block: Number(raw.blockNumber),
        gas: Number(raw.gasUsed),
        gasPrice: BigInt(raw.effectiveGasPrice ?? '0x0'),
        contract: raw.contractAddress,
        logs: raw.logs.map(({ address, topics, data }) => ({ address, topics, data })),
        revert:
          raw.status === '0x1' ? null : await this.revertOf(phase.transactions[index]!, raw.blockNumber),
      });
    }
    return receipts;
  }

  private async receipt(hash: string): Promise<RawReceipt | null> {
    return (await this.rpc.request('eth_getTransactionReceipt', [hash])) as RawReceipt | null;
  }

  /** A receipt does not say why: the call is asked again, in the block that refused it. */
  private async revertOf({ from, to, data, value, gas }: ChainTransaction, block: string): Promise<string> {
    const call = {
      from: from.address,
      to,
      data,
      gas: `0x${gas.toString(16)}`,
      value: `0x${(value ?? 0n).toString(16)}`,
    };
    try {
      await this.rpc.request('eth_call', [call, block]);
      return '0x';
    } catch (error) {
      return (error instanceof JsonRpcError ? error.data : revertDataOf(error)) ?? '0x';
    }
  }
}
