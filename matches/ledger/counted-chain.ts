import type { ChainLease, ChainSource } from '#contracts/service/chain.port.js';

/** A chain with a count of what it is used for. */
export class CountedChain implements ChainSource {
  /** transactions that were sent by matches and by the platform */
  transactions = 0;
  /** of the latest lease; 0 before the first, and for an endpoint */
  epoch = 0;

  constructor(private readonly source: ChainSource) {}

  async lease(): Promise<ChainLease> {
    const chain = await this.source.lease();
    this.epoch = chain.epoch;
    return {
      ...chain,
      execute: (match, transactions, notBefore) => {
        this.transactions += transactions.length;
        return chain.execute(match, transactions, notBefore);
      },
      release: (sent = 0) => {
        this.transactions += sent;
        return chain.release(sent);
      },
    };
  }

  close(): Promise<void> {
    return this.source.close();
  }
}
