import { ChainError } from './chain-error.js';
import type { ChainLease, ChainSource } from './chain.port.js';

/**
 * Plays a match on a chain, and again from its beginning if the chain was lost under it: a crash of ours is
 * no outcome. `play` must make everything anew, its ledger first. Gives up after `attempts` losses.
 */
export async function repeatOnChainLoss<T>(
  source: ChainSource,
  play: (chain: ChainLease) => Promise<T>,
  attempts = 3,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const chain = await source.lease();
    try {
      return await play(chain);
    } catch (error) {
      if (!isChainLost(error) || attempt === attempts) throw error;
    } finally {
      await chain.release();
    }
  }
}

export function isChainLost(error: unknown): boolean {
  return error instanceof ChainError && error.code === 'chain-lost';
}
