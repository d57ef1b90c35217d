import type { Account, Chain, ChainTransaction } from '#contracts/service/chain.port.js';

/** One call to a chain as it was made. */
export type Recording =
  | {
      readonly kind: 'fund';
      readonly grants: readonly { readonly account: Account; readonly amount: bigint }[];
    }
  | {
      readonly kind: 'phase';
      readonly transactions: readonly ChainTransaction[];
      /** empty blocks that lay between it and the phase before */
      readonly pause: number;
      /** part of a round, not of opening or closing */
      readonly inRound: boolean;
    };

/** A chain that remembers what it was asked for. `processor`: processor time of its process so far, milliseconds. */
export class RecordedChain {
  readonly recordings: Recording[] = [];
  /** milliseconds of the chain process's processor time within rounds */
  milliseconds = 0;
  readonly chain: Chain;
  private lastBlock: number | null = null;

  constructor(chain: Chain, inRound: () => boolean, processor: () => number) {
    this.chain = {
      ...chain,
      fund: (grants) => {
        this.recordings.push({ kind: 'fund', grants });
        return chain.fund(grants);
      },
      execute: async (match, transactions, notBefore) => {
        const start = processor();
        const receipts = await chain.execute(match, transactions, notBefore);
        if (inRound()) this.milliseconds += processor() - start;
        const block = receipts[0]!.block;
        const pause = this.lastBlock === null ? 0 : block - this.lastBlock - 1;
        this.recordings.push({ kind: 'phase', transactions, pause, inRound: inRound() });
        this.lastBlock = receipts.at(-1)!.block;
        return receipts;
      },
    };
  }
}
