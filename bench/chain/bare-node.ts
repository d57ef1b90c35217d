import type { ChainTransaction } from '#contracts/service/chain.port.js';
import { freeChain } from '#contracts/service/chain-conditions.js';
import { startEmbeddedNode, type EmbeddedNode } from '#contracts/service/engines/embedded-node.js';
import { ownBlocks, type BlockMaker } from '#contracts/service/rpc/block-maker.js';
import { ChainService } from '#contracts/service/chain-service.js';
import { deployPlatform } from '#contracts/service/deploy.js';
import { embeddedOperator } from '#contracts/service/embedded-chain.js';
import {
  impersonatingSender,
  type TransactionSender,
} from '#contracts/service/sending/transaction-sender.js';
import type { Recording } from './recorded-chain.js';
import { processorSpent } from '../processor-time.js';

export interface BareTimes {
  /** milliseconds of processor time within rounds */
  readonly sending: number;
  readonly execution: number;
}

/**
 * The least any client could need: the same transactions in the same blocks on the same kind of node, in
 * this process, with nobody asking for receipts.
 */
export class BareNode {
  // The node's promises alone do not keep the process running.
  private readonly alive = setInterval(() => {}, 1000);
  private readonly sender: TransactionSender;
  private readonly blocks: BlockMaker;

  private constructor(private readonly node: EmbeddedNode) {
    this.sender = impersonatingSender(node, 0n);
    this.blocks = ownBlocks(node, 1);
  }

  static async start(): Promise<BareNode> {
    const bare = new BareNode(await startEmbeddedNode(freeChain));
    await bare.setBalance(embeddedOperator.address, 10n ** 30n);
    await deployPlatform(new ChainService(bare.node, bare.sender, bare.blocks), embeddedOperator);
    return bare;
  }

  /** Throws if a transaction is refused here. */
  async replay(recordings: readonly Recording[]): Promise<BareTimes> {
    let [sending, execution] = [0, 0];
    for (const recording of recordings) {
      if (recording.kind === 'fund') {
        for (const { account, amount } of recording.grants) await this.setBalance(account.address, amount);
        continue;
      }
      const start = processorSpent();
      for (let pause = 0; pause < recording.pause; pause++) await this.blocks.next();
      const paused = processorSpent();
      const last = await this.sendAll(recording.transactions);
      const sent = processorSpent();
      await this.blocks.next();
      if (recording.inRound) {
        sending += sent - paused;
        execution += processorSpent() - sent + (paused - start);
      }
      await this.mustHaveWorked(last);
    }
    return { sending, execution };
  }

  async close(): Promise<void> {
    clearInterval(this.alive);
    await this.node.close();
  }

  private async sendAll(transactions: readonly ChainTransaction[]): Promise<string> {
    let last = '';
    for (const transaction of transactions) last = await this.sender.send(transaction);
    return last;
  }

  private async mustHaveWorked(hash: string): Promise<void> {
    const receipt = (await this.node.request('eth_getTransactionReceipt', [hash])) as {
      status: string;
    } | null;
    if (receipt?.status !== '0x1') throw new Error('the replay went another way than the match');
  }

  private async setBalance(address: string, amount: bigint): Promise<void> {
    await this.node.request('hardhat_setBalance', [address, `0x${amount.toString(16)}`]);
  }
}
