import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fenceCommand, program, strongestFences, type Fences } from '../host/launch.js';
import type { CompilerImage } from './compiler-image.js';

/**
 * How esbuild's engine is kept from the machine's files, strongest first: `namespace`: an empty root in a user
 * namespace of its own, without a network; `root`: an empty root, for which the server must run as root; `none`: it
 * can read what the fences' user can, though nothing in a source makes it do so (bundle-plugin.ts).
 */
export type EngineRoot = 'namespace' | 'root' | 'none';

/** What surrounds the compiling processes here. */
export interface CompilerFences {
  /** of the process that speaks with the server, and of the engine where `engineRoot` is `none` */
  readonly fences: Fences;
  readonly engineRoot: EngineRoot;
}

/** Bytes of memory of its own; the watch on resident memory is far below. */
const MOST_BYTES = 4e9;

/** The flags of the process that speaks with the server: it reads its own program, and starts nothing. */
const nodeFlags = ['--permission', '--disable-sigusr1', '--no-warnings'];

/** The strongest fences that work here, found by starting processes behind them. */
export async function findCompilerFences(image: CompilerImage): Promise<CompilerFences> {
  const fences = await strongestFences((fences) =>
    succeeds(mainCommand(image, fences, ['--check', image.main])),
  );
  for (const engineRoot of rootsFor(fences)) {
    const found = { fences, engineRoot };
    if (await succeeds(engineCommand(image, found, ['--version']))) return found;
  }
  return { fences, engineRoot: 'none' };
}

function rootsFor({ privileges, resources }: Fences): EngineRoot[] {
  if (!privileges || !resources || !program('unshare')) return [];
  return isRoot() && program('chroot') ? ['namespace', 'root'] : ['namespace'];
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** The command of the process that speaks with the server. */
export function mainCommand(image: CompilerImage, fences: Fences, script: readonly string[]): string[] {
  const readable = `--allow-fs-read=${join(image.main, '..')}`;
  return [...fenceCommand(fences, MOST_BYTES), process.execPath, ...nodeFlags, readable, ...script];
}

/** The command of esbuild's engine. */
export function engineCommand(
  { root, engine }: CompilerImage,
  { fences, engineRoot }: CompilerFences,
  args: readonly string[],
): string[] {
  const inside = [`/${engine}`, ...args];
  switch (engineRoot) {
    case 'none':
      return [...fenceCommand(fences, MOST_BYTES), join(root, engine), ...args];
    case 'namespace': {
      const before = fenceCommand({ ...fences, network: false, user: isRoot() }, MOST_BYTES);
      const own = ['--user', '--map-current-user', '--net', '--ipc', `--root=${root}`, '--wd=/'];
      return [...before, program('unshare')!, ...own, ...inside];
    }
    case 'root': {
      const before = fenceCommand({ ...fences, privileges: false, user: false }, MOST_BYTES);
      // It keeps what changing root and user takes, and loses it with the user.
      const kept = ['--inh-caps=-all', '--bounding-set=-all,+sys_chroot,+setuid,+setgid', '--no-new-privs'];
      const nobody = ['--userspec=65534:65534', '--groups=', root];
      return [...before, program('setpriv')!, ...kept, program('chroot')!, ...nobody, ...inside];
    }
  }
}

async function succeeds([command, ...args]: readonly string[]): Promise<boolean> {
  const child = spawn(command!, args, { cwd: '/', env: {}, stdio: 'ignore' });
  return Promise.race([
    once(child, 'exit').then(([code]) => code === 0),
    once(child, 'error').then(() => false),
  ]);
}
