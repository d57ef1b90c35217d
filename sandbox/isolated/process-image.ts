import { chmodSync, existsSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { bundling, guestProgram, sandboxModule } from '../answering/guest-program.js';
import { ownFolder } from '../processes/own-folder.js';

/**
 * All the code that a sandbox process may read: one folder with its program (`main.mjs`) and the
 * guest's (`guest.js`), and the folders of the three packages it loads.
 */
export interface ProcessImage {
  readonly main: string;
  readonly readable: readonly string[];
}

let image: Promise<ProcessImage> | null = null;

/** Built once per process, from TypeScript or compiled JavaScript, whichever this file is. */
export function processImage(): Promise<ProcessImage> {
  return (image ??= buildImage());
}

async function buildImage(): Promise<ProcessImage> {
  const folder = join(ownFolder(), 'sandbox');
  mkdirSync(folder);
  const [main, guest] = await Promise.all([
    build({
      ...bundling,
      entryPoints: [sandboxModule('isolated/process-main')],
      format: 'esm',
      platform: 'node',
      plugins: [packagesByPath],
    }),
    guestProgram('guest/guest'),
  ]);
  writeFileSync(join(folder, 'main.mjs'), main.outputFiles[0]!.contents);
  writeFileSync(join(folder, 'guest.js'), guest);
  // The process may run as nobody, whatever the server's umask.
  chmodSync(folder, 0o755);
  for (const file of ['main.mjs', 'guest.js']) chmodSync(join(folder, file), 0o644);
  return { main: join(folder, 'main.mjs'), readable: [folder, ...packageFolders()] };
}

/** The packages stay where they are; the program names them by full path, as it lies elsewhere. */
const packagesByPath: Plugin = {
  name: 'packages-by-path',
  setup(context) {
    context.onResolve({ filter: /^(isolated-vm|highs)$/ }, ({ path }) => ({
      path: pathToFileURL(
        path === 'highs'
          ? join(packageFolder('highs'), 'build/highs.mjs')
          : join(packageFolder('isolated-vm'), 'isolated-vm.js'),
      ).href,
      external: true,
    }));
  },
};

function packageFolders(): string[] {
  return ['isolated-vm', 'node-gyp-build', 'highs'].map(packageFolder);
}

function packageFolder(name: string): string {
  const folders = createRequire(import.meta.url).resolve.paths(name) ?? [];
  const found = folders.map((folder) => join(folder, name)).find(existsSync);
  if (!found) throw new Error(`the package ${name} is not installed`);
  // Permissions are granted to real paths; the folder may be a link.
  return realpathSync(found);
}
