import type { ChainLease, ChainSource } from '#contracts/service/chain.port.js';

/** What a chain carried for a mechanism: its contract, orders, clearings and payments. */
export interface ChainCost {
  readonly transactions: number;
  readonly gas: number;
  /** of what the transactions carry (calldata) */
  readonly bytes: number;
  /** that hold at least one of its transactions */
  readonly blocks: number;
  /** what these blocks take; that periods pass by in between is not in it */
  readonly seconds: number;
}

/** Why no chain has kept a mechanism's ledger. */
export interface NoChain {
  readonly reason: string;
}

/** A chain that counts what its latest lease is used for. */
export class MeteredChain implements ChainSource {
  private cost = nothing;
  private readonly numbers = new Set<number>();

  constructor(private readonly source: ChainSource) {}

  /** Of everything since the latest lease: a match that is repeated on another chain counts once. */
  get used(): ChainCost {
    return this.cost;
  }

  async lease(): Promise<ChainLease> {
    const chain = await this.source.lease();
    this.cost = nothing;
    this.numbers.clear();
    return {
      ...chain,
      execute: async (match, transactions, notBefore) => {
        const receipts = await chain.execute(match, transactions, notBefore);
        for (const { block } of receipts) this.numbers.add(block);
        this.cost = {
          transactions: this.cost.transactions + receipts.length,
          gas: this.cost.gas + receipts.reduce((sum, { gas }) => sum + gas, 0),
          bytes: this.cost.bytes + transactions.reduce((sum, { data }) => sum + data.length / 2 - 1, 0),
          blocks: this.numbers.size,
          seconds: this.numbers.size * chain.blockTime,
        };
        return receipts;
      },
    };
  }

  close(): Promise<void> {
    return this.source.close();
  }
}

const nothing: ChainCost = { transactions: 0, gas: 0, bytes: 0, blocks: 0, seconds: 0 };
