import type { DataSource } from 'typeorm';
import type { DatabaseAddress } from './address.js';
import type { CheckedDatabase } from './check-database.js';
import type { transact } from './transact.js';

/** A database that has been checked and brought up to date. One process writes to it, on one connection. */
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
}
