import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ownFolder } from './own-folder.js';
import { ProgressMark } from './progress-mark.js';
import { MARK_BYTES } from './protocol.js';
import type { ProcessImage } from './process-image.js';

/**
 * The fences around a sandbox process that the operating system adds to Node's own. Which of them
 * work depends on the machine and on who started the server; `findFences` tries, strongest first.
 */
export interface Fences {
  /** no network: the process lives in an empty network namespace of its own */
  readonly network: boolean;
  /** runs as nobody, without any capability */
  readonly user: boolean;
  /** may never gain privileges, dies with its parent */
  readonly privileges: boolean;
  /** resource limits: address space, CPU time, open files, no core dump, no writing of files */
  readonly resources: boolean;
}

/** Never more than these, whatever is asked: 10 minutes of CPU, 64 files, no core, no file larger than the progress mark. */
const resourceLimits = ['--cpu=600', '--core=0', '--nofile=64', `--fsize=${MARK_BYTES}`];

/** V8 reserves this much address space per isolate, Node and the solver this much on their own. */
const BYTES_PER_ISOLATE = 560e6;
const BYTES_PER_PROCESS = 1000e6;

const nodeFlags = [
  '--no-node-snapshot',
  '--permission',
  '--allow-addons',
  '--no-experimental-sqlite',
  '--disable-sigusr1',
  '--no-warnings',
  '--max-old-space-size=128',
  // How deep a plugin can recurse must not depend on when a background thread has finished compiling,
  // nor on what the process has played before: no threads, and (with optimizer.ts) one layout of a
  // function's stack frame.
  '--single-threaded',
  '--no-maglev',
  // One compiler for regular expressions: where they overflow must not depend on how often they ran.
  '--no-regexp-tier-up',
];

/** All that the process finds in its environment. */
const environment = { TZ: 'UTC', LIBC: 'glibc', PREBUILDS_ONLY: '1' };

/** The command for a process with room for so many seats. */
export function launchCommand(
  image: ProcessImage,
  fences: Fences,
  seats: number,
  script: readonly string[],
): string[] {
  const readable = image.readable.map((folder) => `--allow-fs-read=${folder}`);
  const bytes = BYTES_PER_PROCESS + seats * BYTES_PER_ISOLATE;
  return [...fenceCommand(fences, bytes), process.execPath, ...nodeFlags, ...readable, ...script];
}

/** What a command has to begin with to run behind these fences, with so many bytes of memory of its own at most. */
export function fenceCommand(fences: Fences, bytes: number): string[] {
  const root = process.getuid?.() === 0;
  const command: string[] = [];
  if (fences.network) {
    const user = root ? [] : ['--user', '--map-current-user'];
    command.push(program('unshare')!, ...user, '--net', '--ipc');
  }
  if (fences.resources) command.push(program('prlimit')!, ...resourceLimits, `--data=${bytes}`);
  if (fences.privileges) {
    const nobody = ['--reuid=65534', '--regid=65534', '--clear-groups'];
    const nothing = root ? ['--inh-caps=-all', '--bounding-set=-all'] : [];
    command.push(
      program('setpriv')!,
      ...(fences.user ? nobody : []),
      ...nothing,
      '--no-new-privs',
      '--pdeathsig=KILL',
    );
  }
  return command;
}

export interface StartedProcess {
  readonly child: ChildProcess;
  /** to be closed when the child has ended */
  readonly progress: ProgressMark;
}

export function startProcess(command: readonly string[]): StartedProcess {
  const progress = new ProgressMark(ownFolder());
  const child = spawn(command[0]!, command.slice(1), {
    cwd: '/',
    env: environment,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc', progress.descriptor],
    serialization: 'advanced',
  });
  return { child, progress };
}

/** The strongest fences that work here, found by starting a process that loads the sandbox's add-on. */
export function findFences(image: ProcessImage): Promise<Fences> {
  return strongestFences((fences) => works(image, fences));
}

/** The strongest fences behind which `works` succeeds. */
export async function strongestFences(works: (fences: Fences) => Promise<boolean>): Promise<Fences> {
  const none = { network: false, user: false, privileges: false, resources: false };
  return (await strongest(candidates(), works)) ?? none;
}

/** The first that works. Stronger ones may fail because no process can be had just then: they are asked once more when one could. */
export async function strongest<T>(
  candidates: readonly T[],
  works: (candidate: T) => Promise<boolean>,
): Promise<T | undefined> {
  const first = async (asked: readonly T[]): Promise<T | undefined> => {
    for (const candidate of asked) if (await works(candidate)) return candidate;
    return undefined;
  };
  const found = await first(candidates);
  return (found && (await first(candidates.slice(0, candidates.indexOf(found))))) ?? found;
}

function candidates(): Fences[] {
  const root = process.getuid?.() === 0;
  const resources = program('prlimit') !== undefined;
  const privileges = program('setpriv') !== undefined;
  const network = program('unshare') !== undefined;
  const all = [
    { network, user: root, privileges, resources },
    { network: false, user: root, privileges, resources },
    { network, user: false, privileges, resources },
    { network: false, user: false, privileges, resources },
    { network: false, user: false, privileges: false, resources },
  ];
  return all.filter((fences) => fences.privileges || !fences.user);
}

async function works(image: ProcessImage, fences: Fences): Promise<boolean> {
  const [folder] = image.readable.filter((path) => path.endsWith('isolated-vm'));
  const readsAll = `require('node:fs').readFileSync(${JSON.stringify(image.main)}); require(${JSON.stringify(folder)})`;
  const script = ['-e', readsAll];
  const { child, progress } = startProcess(launchCommand(image, fences, 1, script));
  child.on('error', () => {});
  const code = await Promise.race([
    once(child, 'exit').then(([code]) => code as number | null),
    once(child, 'error').then(() => 1),
  ]);
  progress.close();
  return code === 0;
}

/** Where a program of the system lies. */
export function program(name: string): string | undefined {
  return ['/usr/bin', '/bin', '/usr/sbin', '/sbin'].map((folder) => join(folder, name)).find(existsSync);
}
