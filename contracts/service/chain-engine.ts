import { existsSync } from 'node:fs';
import { anvilBinary } from './anvil-binary.js';
import { ChainError } from './chain-error.js';

/**
 * What runs the embedded chain: Hardhat's simulated network, or anvil, which takes a fraction of the processor time.
 * Gas, events and so every result are the same.
 */
export const chainEngines = ['hardhat', 'anvil'] as const;
export type ChainEngine = (typeof chainEngines)[number];

/** Path of the engine's own program; null: it has none. Throws `ChainError('no-engine')` where it is not installed. */
export function programOf(engine: ChainEngine): string | null {
  if (engine === 'hardhat') return null;
  const binary = anvilBinary();
  if (binary && existsSync(binary)) return binary;
  throw new ChainError(
    'no-engine',
    binary
      ? `there is no anvil at ${binary} (GRIDLEAGUE_ANVIL)`
      : 'anvil is not installed: run npm install @foundry-rs/anvil@1.7.1, or name the program by GRIDLEAGUE_ANVIL',
  );
}
