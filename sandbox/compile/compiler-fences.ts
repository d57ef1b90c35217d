import { dirname } from 'node:path';
import { fenceCommand, program, type Fences } from '../processes/fences.js';
import type { CompilerImage } from './compiler-image.js';

/**
 * How esbuild's engine is kept from the machine's files, strongest first: `namespace`: an empty root in a user
 * namespace of its own, without a network; `root`: an empty root, for which the server must run as root; `webassembly`:
 * it is WebAssembly that is handed its two pipes for a system (engine-pipes.ts), in a process that by Node's permission
 * model reads nothing but the engine.
 */
export type EngineRoot = 'namespace' | 'root' | 'webassembly';

/** What surrounds the compiling processes here. */
export interface CompilerFences {
  /** of the process that speaks with the server, and of the engine where `engineRoot` is `webassembly` */
  readonly fences: Fences;
  readonly engineRoot: EngineRoot;
}

/** Bytes of memory of its own; the watch on resident memory is far below. */
const MOST_BYTES = 4e9;

/** Runs a program of ours that reads what lies in its folder, and starts nothing. */
function nodeCommand(fences: Fences, file: string, flags: readonly string[] = []): string[] {
  const allowed = ['--permission', `--allow-fs-read=${dirname(file)}`, '--disable-sigusr1', '--no-warnings'];
  return [...fenceCommand(fences, MOST_BYTES), process.execPath, ...allowed, ...flags, file];
}

/** The ways to shut the engine in that this machine may offer behind these fences, strongest first. */
export function rootsToTry({ privileges, resources }: Fences): EngineRoot[] {
  if (!privileges || !resources || !program('unshare')) return ['webassembly'];
  return isRoot() && program('chroot') ? ['namespace', 'root', 'webassembly'] : ['namespace', 'webassembly'];
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** The command of the process that speaks with the server. */
export function mainCommand({ main }: CompilerImage, { fences }: CompilerFences): string[] {
  return nodeCommand(fences, main);
}

/** The command of esbuild's engine. */
export function engineCommand(
  { root, engine, webassembly }: CompilerImage,
  { fences, engineRoot }: CompilerFences,
  args: readonly string[],
): string[] {
  const inside = [`/${engine}`, ...args];
  switch (engineRoot) {
    case 'webassembly':
      // Optimized code costs seconds and 150 MB before it pays.
      return [...nodeCommand(fences, webassembly, ['--liftoff-only']), ...args];
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
