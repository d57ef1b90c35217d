import { anvilBinary } from '#contracts/service/engines/anvil-binary.js';
import { freeChain } from '#contracts/service/chain-conditions.js';
import type { ChainEngine } from '#contracts/service/engines/chain-engine.js';
import type { ChainLease } from '#contracts/service/chain.port.js';
import { ChainShards } from '#contracts/service/chain-shards.js';
import { dearChain, type MarketCase } from './market-case.js';

/** Chains of one kind, of which a case that is played side by side uses all. */
const SHARDS = 2;

/** The chains of an arena: of each engine, with and without a price of gas, started when a case first asks for them. */
export class ArenaChains {
  private readonly chains = new Map<string, ChainShards>();
  private isWarned = false;

  /** Plays a case on each engine that it asks for; what came of each match, and who ran its chain. */
  async onEach<T>(
    { onAnvil, sideBySide, purse }: MarketCase,
    play: (lease: ChainLease) => Promise<T>,
  ): Promise<readonly (readonly [ChainEngine, T])[]> {
    const engines: ChainEngine[] = onAnvil && this.hasAnvil() ? ['hardhat', 'anvil'] : ['hardhat'];
    const all: (readonly [ChainEngine, T])[] = [];
    for (const engine of engines) {
      const chains = this.of(engine, purse !== undefined);
      const matches = Array.from({ length: sideBySide ? SHARDS : 1 }, async () => {
        const lease = await chains.lease();
        return play(lease).finally(() => lease.release());
      });
      // None goes on when the case is over.
      await Promise.allSettled(matches);
      for (const match of await Promise.all(matches)) all.push([engine, match]);
    }
    return all;
  }

  async close(): Promise<void> {
    await Promise.all([...this.chains.values()].map((chains) => chains.close()));
  }

  private of(engine: ChainEngine, isDear: boolean): ChainShards {
    const key = `${engine} ${isDear}`;
    const known = this.chains.get(key);
    if (known) return known;
    const chains = new ChainShards(SHARDS, { engine, conditions: isDear ? dearChain : freeChain });
    this.chains.set(key, chains);
    return chains;
  }

  private hasAnvil(): boolean {
    if (anvilBinary()) return true;
    if (!this.isWarned) console.warn('SKIPPED: the package @foundry-rs/anvil is not installed');
    this.isWarned = true;
    return false;
  }
}
