import { readFileSync, statSync } from 'node:fs';
import { GridLeagueError } from '#market/errors.js';
import { isPostgres } from '../address.js';
import { storageErrorOf, type StorageError } from './storage-error.js';

/** A database that cannot be used as it is. The message names the file and the way out. */
export class DatabaseFileError extends GridLeagueError {
  readonly kind = 'storage';
  readonly code = 'storage';
}

/** Told to the operator; the rest is as bad. */
const MOST_DIFFERENCES = 10;

const RESTORE = 'keep it aside and restore a backup (docs/operators-guide.md, "Damaged database")';

/** One row cannot be read; the others can. The message names the file, the row and the way out. */
export class BrokenRowError extends GridLeagueError {
  readonly kind = 'storage';
  readonly code = 'damaged-row';

  /** `row`: its key; null: it was not looked for long enough */
  constructor(file: string, table: string, row: string | null, what: string) {
    super(`database ${file} is damaged: ${brokenRowText(table, row, what)}; ${RESTORE}`);
  }
}

export function brokenRowText(table: string, row: string | null, what: string): string {
  return `table ${table}, ${row === null ? 'a row' : `row ${row}`}: ${what}`;
}

/** What the operator is told of trouble with a file. */
export function fileError(file: string, { trouble, message, remedy }: StorageError): DatabaseFileError {
  switch (trouble) {
    case 'damaged':
      return new DatabaseFileError(`database ${file} is damaged: ${message}; ${RESTORE}`);
    case 'gone':
      return new DatabaseFileError(`database ${file} cannot go on: ${message}; put it back, or ${RESTORE}`);
    case 'full':
      return new DatabaseFileError(`database ${file}: no room: ${message}; make room and start again`);
    case 'busy':
      return isPostgres(file)
        ? new DatabaseFileError(`database ${file} is busy: ${message}; start again`)
        : inUse(file);
    case 'unreachable':
      return new DatabaseFileError(
        `database ${file} cannot be reached: ${message}; ${remedy ?? 'start its server or mend DATABASE_URL'}, then start again`,
      );
    case 'refused':
      return new DatabaseFileError(
        `database ${file} refuses: ${message}; ${remedy ?? 'mend DATABASE_URL'}, then start again`,
      );
    case 'taken':
      return new DatabaseFileError(`database ${file} is in use: ${message}`);
    case 'unwritable':
      return new DatabaseFileError(
        `database ${file} cannot be written: ${message}; ${remedy ?? 'look at the disk'} and start again`,
      );
  }
}

/** Trouble with the storage during `work` as one with the database at `place`. */
export async function named<T>(place: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const trouble = storageErrorOf(error);
    throw trouble ? fileError(place, trouble) : error;
  }
}

/** A new database gets its name when it is whole: an empty one has lost something. */
export function emptyFile(file: string): DatabaseFileError {
  return new DatabaseFileError(
    `database ${file} is empty: restore a backup, or delete it for a new database`,
  );
}

/** Nobody can tell what it lacks. */
export function unfinishedCopy(place: string): DatabaseFileError {
  return new DatabaseFileError(
    `database ${place} holds a copy that was not finished: repeat the same \`database copy\`, which goes on where it ended, or use an empty database`,
  );
}

/** Something of its tables is missing or in the way. */
export function otherSchema(file: string, differences: readonly string[]): DatabaseFileError {
  const [more, named] = [differences.length - MOST_DIFFERENCES, differences.slice(0, MOST_DIFFERENCES)];
  return new DatabaseFileError(
    `database ${file} was changed by something else than its migrations: ${named.join('; ')}` +
      `${more > 0 ? `; and ${more} more` : ''}: undo it, or ${RESTORE}`,
  );
}

/** `tables`: what is there instead of ours */
export function otherApplication(file: string, tables: readonly string[]): DatabaseFileError {
  return new DatabaseFileError(
    `database ${file} belongs to another application (tables ${tables.slice(0, 5).join(', ')})`,
  );
}

/** `found`, `known`: names of the newest migrations */
export function newerRelease(file: string, found: string, known: string): DatabaseFileError {
  return new DatabaseFileError(
    `database ${file} is of a newer release: its schema is ${found}, this program knows ${known}; ` +
      'update the program, or restore a backup of before',
  );
}

/** The file is open in another process. */
function inUse(file: string): DatabaseFileError {
  const pid = process.platform === 'linux' ? holderOf(file) : null;
  return new DatabaseFileError(
    `database ${file} is in use by ${pid === null ? 'another process' : `process ${pid}`}: one server at a time, and nothing beside it`,
  );
}

/** Pid of who has locked a file; null: nobody that can be seen from here. */
function holderOf(file: string): string | null {
  const inode = String(statSync(file).ino);
  const fields = readFileSync('/proc/locks', 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/));
  return fields.find(([, , , , , where]) => where?.split(':').at(-1) === inode)?.[4] ?? null;
}
