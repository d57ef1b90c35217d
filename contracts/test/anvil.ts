import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';

const packages: Readonly<Record<string, string>> = {
  'linux-x64': 'anvil-linux-amd64',
  'linux-arm64': 'anvil-linux-arm64',
  'darwin-x64': 'anvil-darwin-amd64',
  'darwin-arm64': 'anvil-darwin-arm64',
  'win32-x64': 'anvil-win32-amd64',
};

/** Path of anvil's binary: GRIDLEAGUE_ANVIL, or from the npm package `@foundry-rs/anvil`; null if there is none. */
export function anvilBinary(): string | null {
  if (process.env.GRIDLEAGUE_ANVIL) return process.env.GRIDLEAGUE_ANVIL;
  const name = packages[`${process.platform}-${process.arch}`];
  if (!name) return null;
  try {
    const manifest = createRequire(import.meta.url).resolve(`@foundry-rs/${name}/package.json`);
    const binary = resolve(dirname(manifest), 'bin', process.platform === 'win32' ? 'anvil.exe' : 'anvil');
    return existsSync(binary) ? binary : null;
  } catch {
    return null;
  }
}

export interface ForeignNode {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts anvil on a free loopback port. */
export async function startAnvil(binary: string, args: readonly string[]): Promise<ForeignNode> {
  const child = spawn(binary, ['--port', '0', '--hardfork', 'prague', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise<void>((done) => child.once('exit', () => done()));
  const url = await new Promise<string>((ready, failed) => {
    let output = '';
    child.once('error', failed);
    child.once('exit', (code) => failed(new Error(`anvil ended with ${code}:\n${output}`)));
    child.stdout.on('data', (data: Buffer) => {
      output += data.toString();
      const address = /Listening on ([0-9.:]+)/.exec(output)?.[1];
      if (address) ready(`http://${address}`);
    });
  });
  return {
    url,
    stop: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
