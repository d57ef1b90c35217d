import { dirname, join } from 'node:path';
import { fenceCommand, program, type Fences } from '../processes/fences.js';
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

/** The ways to shut the engine in that this machine may offer behind these fences, strongest first. */
export function rootsToTry({ privileges, resources }: Fences): EngineRoot[] {
  if (!privileges || !resources || !program('unshare')) return ['none'];
  return isRoot() && program('chroot') ? ['namespace', 'root', 'none'] : ['namespace', 'none'];
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** The command of the process that speaks with the server. */
export function mainCommand({ main }: CompilerImage, { fences }: CompilerFences): string[] {
  const readable = `--allow-fs-read=${dirname(main)}`;
  return [...fenceCommand(fences, MOST_BYTES), process.execPath, ...nodeFlags, readable, main];
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
