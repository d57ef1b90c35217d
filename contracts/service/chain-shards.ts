import type { ChainLease, ChainSource } from './chain.port.js';
import { EmbeddedChain, type EmbeddedChainOptions } from './embedded-chain.js';

interface Shard {
  readonly chain: EmbeddedChain;
  /** matches on it now */
  leases: number;
}

/**
 * Several embedded chains side by side, each with a process of its own: a match goes on the one with the fewest. What a
 * match does depends on its chain in nothing but addresses, so results are those of one chain. Epochs are counted over
 * all of them. The first is the deployment's: what is anchored is anchored there.
 */
export class ChainShards implements ChainSource {
  private readonly shards: readonly Shard[];
  readonly first: EmbeddedChain;

  /** Of `count` chains; `onEpoch` is called of the first one only. */
  constructor(
    count: number,
    { onEpoch, ...options }: Omit<EmbeddedChainOptions, 'nextEpoch' | 'rpcPort'> = {},
  ) {
    let epochs = 0;
    const shared = { ...options, nextEpoch: () => ++epochs };
    this.first = new EmbeddedChain({ ...shared, ...(onEpoch && { onEpoch }) });
    const others = Array.from({ length: count - 1 }, () => new EmbeddedChain(shared));
    this.shards = [this.first, ...others].map((chain) => ({ chain, leases: 0 }));
  }

  async lease(): Promise<ChainLease> {
    const shard = this.shards.reduce((least, one) => (one.leases < least.leases ? one : least));
    shard.leases++;
    let released = false;
    const free = (): void => {
      if (!released) shard.leases--;
      released = true;
    };
    try {
      const lease = await shard.chain.lease();
      return { ...lease, release: (sent) => lease.release(sent).finally(free) };
    } catch (error) {
      free();
      throw error;
    }
  }

  /** Of all chain processes now alive. */
  get processes(): EmbeddedChain['processes'] {
    return this.shards.flatMap(({ chain }) => chain.processes);
  }

  async close(): Promise<void> {
    await Promise.all(this.shards.map(({ chain }) => chain.close()));
  }
}
