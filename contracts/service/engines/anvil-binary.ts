import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';

const packages: Readonly<Record<string, string>> = {
  'linux-x64': 'anvil-linux-amd64',
  'linux-arm64': 'anvil-linux-arm64',
  'darwin-x64': 'anvil-darwin-amd64',
  'darwin-arm64': 'anvil-darwin-arm64',
};

/** Path of anvil's binary: GRIDLEAGUE_ANVIL, or from the npm package `@foundry-rs/anvil-…` of this system; null if there is none. */
export function anvilBinary(): string | null {
  if (process.env.GRIDLEAGUE_ANVIL) return process.env.GRIDLEAGUE_ANVIL;
  const name = packages[`${process.platform}-${process.arch}`];
  if (!name) return null;
  try {
    const manifest = createRequire(import.meta.url).resolve(`@foundry-rs/${name}/package.json`);
    const binary = resolve(dirname(manifest), 'bin', 'anvil');
    return existsSync(binary) ? binary : null;
  } catch {
    return null;
  }
}
