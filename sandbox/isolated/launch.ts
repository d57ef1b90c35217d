import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { GridLeagueError } from '#market/errors.js';
import { ownFolder } from '../processes/own-folder.js';
import { ProgressMark } from '../processes/progress-mark.js';
import { fenceCommand, strongestFences, type Fences } from '../processes/fences.js';
import type { ProcessImage } from './process-image.js';

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

/** The machine could not start a sandbox process, or gives one no time: our fault, not a plugin's. */
export class SandboxUnavailableError extends GridLeagueError {
  readonly kind = 'fault';
  readonly code = 'sandbox-unavailable';
}

/** Nothing of a plugin runs: only an overloaded machine takes long. */
export const START_MILLISECONDS = 120_000;

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

async function works(image: ProcessImage, fences: Fences): Promise<boolean> {
  const [folder] = image.readable.filter((path) => path.endsWith('isolated-vm'));
  const readsAll = `require('node:fs').readFileSync(${JSON.stringify(image.main)}); require(${JSON.stringify(folder)})`;
  const script = ['-e', readsAll];
  const { child, progress } = startProcess(launchCommand(image, fences, 1, script));
  child.on('error', () => {});
  const late = setTimeout(() => child.kill('SIGKILL'), START_MILLISECONDS);
  const code = await Promise.race([
    once(child, 'exit').then(([code]) => code as number | null),
    once(child, 'error').then(() => 1),
  ]);
  clearTimeout(late);
  progress.close();
  return code === 0;
}
