import { readdirSync, readFileSync } from 'node:fs';

/** What the processes of a deployment are for. */
export const processKinds = ['server', 'worker', 'chain', 'plugins', 'database'] as const;
export type ProcessKind = (typeof processKinds)[number];
/** Processor seconds by kind of process. */
export type Load = Readonly<Record<ProcessKind, number>>;

/** A process as the system shows it. */
export interface ProcessRow {
  readonly pid: number;
  readonly parent: number;
  /** tells it from a later one of the same id */
  readonly started: string;
  /** processor time of all its threads so far, s */
  readonly seconds: number;
}

/** Clock ticks of Linux a second. */
const TICKS = 100;

/** What everybody below the given processes is for, by who started whom and by which program; `commandOf`: of a process, its command line. */
export function kindsOf(
  rows: readonly ProcessRow[],
  roots: ReadonlyMap<number, ProcessKind>,
  commandOf: (pid: number) => string,
): ReadonlyMap<number, ProcessKind> {
  const kinds = new Map(roots);
  // A map goes on with what is added on the way.
  for (const [pid, kind] of kinds)
    for (const row of rows)
      if (row.parent === pid && !kinds.has(row.pid))
        kinds.set(row.pid, childOf(kind, roots.has(pid), commandOf(row.pid)));
  return kinds;
}

function childOf(parent: ProcessKind, isRoot: boolean, command: string): ProcessKind {
  if (command.includes('contracts/service/process/chain-process-main')) return 'chain';
  if (command.includes('matches/workers/main')) return 'worker';
  // What a match worker starts are sandboxes; a `worker` command starts match workers and a chain.
  return parent === 'worker' && !isRoot ? 'plugins' : parent;
}

/** Adds up what the processes below some roots use, also of those that end: look now and then, or the end of such a one is missed. */
export class ProcessLoad {
  private readonly seen = new Map<string, { readonly kind: ProcessKind; readonly seconds: number }>();
  private readonly commands = new Map<string, string>();

  constructor(private readonly roots: ReadonlyMap<number, ProcessKind>) {}

  /** So far, s. Throws where the system does not tell (no /proc). */
  look(): Load {
    const rows = processes();
    const byPid = new Map(rows.map((row) => [row.pid, row]));
    const kinds = kindsOf(rows, this.roots, (pid) => this.commandOf(byPid.get(pid)!));
    for (const [pid, kind] of kinds) {
      const row = byPid.get(pid);
      if (row) this.seen.set(keyOf(row), { kind, seconds: row.seconds });
    }
    const load = { server: 0, worker: 0, chain: 0, plugins: 0, database: 0 };
    for (const { kind, seconds } of this.seen.values()) load[kind] += seconds;
    return load;
  }

  private commandOf(row: ProcessRow): string {
    const known = this.commands.get(keyOf(row));
    if (known !== undefined) return known;
    const command = textOf(row.pid, 'cmdline') ?? '';
    this.commands.set(keyOf(row), command);
    return command;
  }
}

/** The process that has started one; null: it is not there, or its program has another name. */
export function parentOf(pid: number, program: string): number | null {
  const text = textOf(pid, 'stat');
  return text?.includes(`(${program})`) ? rowOf(pid, text).parent : null;
}

/** From one look to the next. */
export function loadBetween(from: Load, to: Load): Load {
  const { server, worker, chain, plugins, database } = to;
  return {
    server: server - from.server,
    worker: worker - from.worker,
    chain: chain - from.chain,
    plugins: plugins - from.plugins,
    database: database - from.database,
  };
}

export function totalOf(load: Load): number {
  return processKinds.reduce((sum, kind) => sum + load[kind], 0);
}

function keyOf({ pid, started }: ProcessRow): string {
  return `${pid} ${started}`;
}

/** A process and all that it and its own have started, as they are now. */
export function processesBelow(root: number): ProcessRow[] {
  const rows = processes();
  const found = rows.filter(({ pid }) => pid === root);
  // An array goes on with what is added on the way.
  for (const { pid } of found) found.push(...rows.filter(({ parent }) => parent === pid));
  return found;
}

function processes(): ProcessRow[] {
  return readdirSync('/proc').flatMap((name) => {
    const text = /^\d+$/.test(name) ? textOf(Number(name), 'stat') : null;
    return text === null ? [] : [rowOf(Number(name), text)];
  });
}

function rowOf(pid: number, stat: string): ProcessRow {
  // The second field, the name, is in parentheses and may contain anything; 4, 14, 15 and 22 are wanted.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const seconds = (Number(fields[11]) + Number(fields[12])) / TICKS;
  return { pid, parent: Number(fields[1]), started: fields[19]!, seconds };
}

/** null: it has ended. */
function textOf(pid: number, file: 'stat' | 'cmdline'): string | null {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch {
    return null;
  }
}
