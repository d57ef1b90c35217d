import { isNativeError } from 'node:util/types';
import { GridLeagueError } from '#market/errors.js';

/**
 * What is wrong with the storage below the database. `full`, `unwritable`, `busy` (locked by another process), `unreachable`
 * (a server that does not answer) and `refused` (one that lets nobody in, or not to that) may pass by themselves; `damaged` (its bytes are not what was written), `gone` (removed or
 * replaced while it is open) and `taken` (another server writes to it now) do not.
 */
export type StorageTrouble =
  'full' | 'unwritable' | 'busy' | 'unreachable' | 'refused' | 'damaged' | 'gone' | 'taken';

const LASTING: readonly StorageTrouble[] = ['damaged', 'gone', 'taken'];

/** The disk, not the request, is at fault; nothing of the transaction was stored. */
export class StorageError extends GridLeagueError {
  readonly kind = 'storage';
  readonly code = 'storage';
  constructor(
    readonly trouble: StorageTrouble,
    message: string,
    /** what its operator does about it; undefined: what goes for all of that trouble */
    readonly remedy?: string,
  ) {
    super(message);
  }

  /** Whether the same write may succeed later. */
  get passes(): boolean {
    return !LASTING.includes(this.trouble);
  }
}

/** Primary result codes of SQLite (the low byte of an extended one). */
const PRIMARY: Readonly<Record<number, StorageTrouble>> = {
  3: 'unwritable', // PERM
  5: 'busy', // BUSY
  6: 'busy', // LOCKED
  8: 'unwritable', // READONLY
  10: 'unwritable', // IOERR
  11: 'damaged', // CORRUPT
  13: 'full', // FULL
  14: 'unwritable', // CANTOPEN
  22: 'unwritable', // NOLFS
  26: 'damaged', // NOTADB
};

/** Those that say something else than their low byte. */
const EXTENDED: Readonly<Record<number, StorageTrouble>> = {
  266: 'damaged', // IOERR_READ
  522: 'damaged', // IOERR_SHORT_READ
  8202: 'damaged', // IOERR_DATA
  8458: 'damaged', // IOERR_CORRUPTFS
  1032: 'gone', // READONLY_DBMOVED
};

const SYSTEM: Readonly<Record<string, StorageTrouble>> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EFBIG: 'unwritable',
  EIO: 'unwritable',
  EROFS: 'unwritable',
};

interface Failure extends Error {
  readonly code?: unknown;
  /** of SQLite, extended */
  readonly errcode?: unknown;
  readonly errstr?: string;
  /** what TypeORM has wrapped */
  readonly driverError?: unknown;
}

/** An error of SQLite, of the file system or of a thread as one of the storage; null: it is none. */
export function storageErrorOf(error: unknown): StorageError | null {
  if (error instanceof StorageError) return error;
  if (!isNativeError(error)) return null;
  const { code, errcode, errstr, message, driverError }: Failure = error;
  if (driverError !== undefined && driverError !== error) return storageErrorOf(driverError);
  if (typeof errcode === 'number') {
    const kind = EXTENDED[errcode] ?? PRIMARY[errcode & 0xff];
    return kind ? new StorageError(kind, `${errstr ?? message} (SQLite code ${errcode})`) : null;
  }
  const kind = typeof code === 'string' ? SYSTEM[code] : undefined;
  return kind ? new StorageError(kind, message) : null;
}
