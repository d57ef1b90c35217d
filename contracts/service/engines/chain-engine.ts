import { existsSync } from 'node:fs';
import { GridLeagueError } from '#market/errors.js';
import { anvilBinary } from './anvil-binary.js';

/**
 * What runs the embedded chain: Hardhat's simulated network, or anvil, which takes a fraction of the processor time.
 * Gas, events and so every result are the same.
 */
export const chainEngines = ['hardhat', 'anvil'] as const;
export type ChainEngine = (typeof chainEngines)[number];

/** What is asked to run the embedded chain is not installed. */
class NoEngineError extends GridLeagueError {
  readonly kind = 'input';
  readonly code = 'no-engine';
}

/** Path of the engine's own program; null: it has none. Throws `NoEngineError`. */
export function programOf(engine: ChainEngine): string | null {
  if (engine === 'hardhat') return null;
  const binary = anvilBinary();
  if (binary && existsSync(binary)) return binary;
  throw new NoEngineError(
    binary
      ? `there is no anvil at ${binary} (GRIDLEAGUE_ANVIL)`
      : 'anvil is not installed: run npm install @foundry-rs/anvil@1.7.1, or name the program by GRIDLEAGUE_ANVIL',
  );
}
