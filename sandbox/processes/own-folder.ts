import { randomBytes } from 'node:crypto';
import { chmodSync, closeSync, existsSync, lstatSync, mkdirSync, openSync, readdirSync } from 'node:fs';
import { realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';

const NAME = /^gridleague-process-.*(?=\.lock$)/;
/** Another process's sweep can take a lock away in the moment before it is taken. */
const ATTEMPTS = 10;

interface OwnFolder {
  readonly path: string;
  readonly lock: DatabaseSync;
}

let own: OwnFolder | null = null;

/**
 * This process's folder for temporary files, readable by all: sandboxes may run as another user. It goes with the
 * process, whichever way it ends but a SIGKILL; what that leaves is removed by the next process that makes or gives up
 * such a folder. Throws where none can be made.
 */
export function ownFolder(): string {
  if (own) return own.path;
  for (let attempt = 1; !own; attempt++) own = make(attempt < ATTEMPTS);
  process.once('exit', leave);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.prependOnceListener(signal, () => {
      // Somebody else decides how to end.
      if (process.listenerCount(signal) > 0) return;
      leave();
      process.kill(process.pid, signal);
    });
  sweep();
  return own.path;
}

/** Null: it `mayFail`, and did. */
function make(mayFail: boolean): OwnFolder | null {
  const path = join(realpathSync(tmpdir()), `gridleague-process-${randomBytes(4).toString('hex')}`);
  let lock: DatabaseSync | undefined;
  try {
    closeSync(openSync(lockOf(path), 'wx', 0o600));
    lock = taken(path);
    // A sweep that was faster has removed what is locked now.
    if (!existsSync(lockOf(path))) throw new Error(`${lockOf(path)} was removed`);
    mkdirSync(path);
    chmodSync(path, 0o755);
    return { path, lock };
  } catch (error) {
    lock?.close();
    if (mayFail) return null;
    throw error;
  }
}

function leave(): void {
  if (!own) return;
  const { path } = own;
  remove(own);
  own = null;
  sweep(dirname(path));
}

/** Removes this user's folders whose processes have ended. */
export function sweep(place = tmpdir()): void {
  const names = readdirSync(place).flatMap((entry) => NAME.exec(entry) ?? []);
  for (const path of names.map((name) => join(place, name)))
    try {
      if (isMine(lockOf(path))) remove({ path, lock: taken(path) });
    } catch {
      // It is of a process that lives, or another one has removed it.
    }
}

/** The lock goes last, so that nothing is left that has none. */
function remove({ path, lock }: OwnFolder): void {
  if (existsSync(path) && isMine(path)) rmSync(path, { recursive: true, force: true });
  rmSync(lockOf(path), { force: true });
  lock.close();
}

function isMine(path: string): boolean {
  const { uid } = lstatSync(path);
  return uid === (process.getuid?.() ?? uid);
}

function lockOf(path: string): string {
  return `${path}.lock`;
}

/**
 * Takes the lock of a folder, and never makes one. It is the operating system's, so that it ends with its process, and a
 * process id that was given to somebody else deceives nobody. Through SQLite alone: closing the file another way would
 * let go of it. Throws where it is held or gone.
 */
function taken(path: string): DatabaseSync {
  const url = pathToFileURL(lockOf(path));
  url.searchParams.set('mode', 'rw');
  const lock = new DatabaseSync(url, { timeout: 0 });
  try {
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock.close();
    throw error;
  }
}
