import { chmodSync, existsSync, mkdirSync, realpathSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { IncompleteInstallationError } from '#market/errors.js';
import { ownFolder } from '../processes/own-folder.js';
import { sandboxProgram } from '../processes/sandbox-program.js';
import { SNAPSHOT_FILE } from './protocol.js';

/**
 * All the code that a sandbox process may read: one folder with its program (`main.mjs`) and the guest's (`guest.js`,
 * and as a heap to start from), and the folders of the three packages it loads.
 */
export interface ProcessImage {
  readonly main: string;
  readonly readable: readonly string[];
}

let image: ProcessImage | null = null;

/** Made once per process. */
export function processImage(): ProcessImage {
  return (image ??= makeImage());
}

/**
 * Keeps what the first process has made of the guest program for those that are started from now on: they read it where
 * they find it, and make their own where it could not be written.
 */
export function keepSnapshot(snapshot: ArrayBuffer): void {
  const kept = join(ownFolder(), 'sandbox', SNAPSHOT_FILE);
  if (existsSync(kept)) return;
  const unfinished = `${kept}.part`;
  try {
    writeFileSync(unfinished, new Uint8Array(snapshot));
    chmodSync(unfinished, 0o644);
    renameSync(unfinished, kept);
  } catch {
    return;
  }
}

function makeImage(): ProcessImage {
  const folder = join(ownFolder(), 'sandbox');
  mkdirSync(folder);
  // The packages stay where they are; the program names them by full path, as it lies elsewhere.
  const main = sandboxProgram('main.mjs')
    .replaceAll('package:highs', packageFile('highs', 'build/highs.mjs'))
    .replaceAll('package:isolated-vm', packageFile('isolated-vm', 'isolated-vm.js'));
  writeFileSync(join(folder, 'main.mjs'), main);
  writeFileSync(join(folder, 'guest.js'), sandboxProgram('guest.js'));
  // The process may run as nobody, whatever the server's umask.
  chmodSync(folder, 0o755);
  for (const file of ['main.mjs', 'guest.js']) chmodSync(join(folder, file), 0o644);
  const packages = ['isolated-vm', 'node-gyp-build', 'highs'].map(packageFolder);
  return { main: join(folder, 'main.mjs'), readable: [folder, ...packages] };
}

function packageFile(name: string, file: string): string {
  return pathToFileURL(join(packageFolder(name), file)).href;
}

function packageFolder(name: string): string {
  const folders = createRequire(import.meta.url).resolve.paths(name) ?? [];
  const found = folders.map((folder) => join(folder, name)).find(existsSync);
  if (!found)
    throw new IncompleteInstallationError(
      `the package ${name} is not installed: remove node_modules and run "npm run build"`,
    );
  // Permissions are granted to real paths; the folder may be a link.
  return realpathSync(found);
}
