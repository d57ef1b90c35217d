import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { MARK_BYTES } from './progress-mark.js';

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

export const fenceNames = [
  'network',
  'user',
  'privileges',
  'resources',
] as const satisfies readonly (keyof Fences)[];

/** Never more than these, whatever is asked: 10 minutes of CPU, 64 files, no core, no file larger than the progress mark. */
const resourceLimits = ['--cpu=600', '--core=0', '--nofile=64', `--fsize=${MARK_BYTES}`];

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

/** Where a program of the system lies. */
export function program(name: string): string | undefined {
  return ['/usr/bin', '/bin', '/usr/sbin', '/sbin'].map((folder) => join(folder, name)).find(existsSync);
}
