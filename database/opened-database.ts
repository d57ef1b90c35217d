import type { DataSource, EntityManager } from 'typeorm';
import type { DatabaseAddress } from './address.js';
import type { CheckedDatabase } from './files/check-database.js';
import type { Signals } from './signals.js';
import type { transact } from './transact.js';

/**
 * What a process is to a database. `alone`: nobody else may write; `copy`: alone, and takes what a copy has left unfinished; `server`: one
 * of several on one PostgreSQL, of which one leads; `worker`: never leads, nor changes a table. A file has one process.
 */
export type DatabaseRole = 'alone' | 'copy' | 'server' | 'worker';

/** A database that has been checked and brought up to date. A process writes to it on one connection. */
export interface OpenedDatabase {
  /** for threads, which open it for themselves; may hold a password */
  readonly address: DatabaseAddress;
  /** as it was before it was opened */
  readonly found: CheckedDatabase;
  readonly writer: DataSource;
  readonly reader: DataSource;
  /** Throws `StorageError` where what is open is not there any more. */
  readonly check: () => void;
  readonly transact: typeof transact;
  /** A transaction beside those of others, which takes care of its rows itself; absent: none is beside another. */
  readonly beside?: <T>(work: (manager: EntityManager) => Promise<T>) => Promise<T>;
  /** Whether this process schedules runs and ends them; absent: always. */
  readonly leads?: () => boolean;
  /** Becomes the one that does where there is none. */
  readonly lead?: () => Promise<boolean>;
  /** to the other processes; absent: there is none */
  readonly signals?: Signals;
}
