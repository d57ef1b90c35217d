import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { rowWithoutJson } from './row-without-json.js';
import { storageErrorOf, type StorageError } from './storage-error.js';

/** Nobody else is answered meanwhile. */
const SEARCH_MILLISECONDS = 20;

interface Opening {
  readonly readonly: boolean;
  /** ms to wait for a lock of another process */
  readonly timeout: number;
}

/**
 * The address of a database that this process has for itself: the first use locks the file (whatever name
 * leads to it), the last close or the end of the process unlocks it, and its threads share the lock. The
 * index of the log lies in memory instead of a third file.
 */
export function exclusively(file: string): URL {
  const url = pathToFileURL(file);
  // Elsewhere files have no locks that outlive a transaction.
  if (process.platform !== 'win32') url.searchParams.set('vfs', 'unix-excl');
  return url;
}

/**
 * Node's own SQLite in the form that TypeORM expects of the package better-sqlite3. That package up
 * to version 12 (13 is outside TypeORM's range) aborts the process on Node 24.19 and later, whenever
 * the garbage collector takes one of its statements while no JavaScript runs.
 */
export class SqliteDriver {
  private readonly database: DatabaseSync;
  /** Told of everything that the disk does wrong, before it is thrown. */
  onStorageError: (error: StorageError) => void = () => undefined;

  constructor(file: string, { readonly, timeout }: Opening) {
    try {
      this.database = new DatabaseSync(exclusively(file), { readOnly: readonly, timeout });
    } catch (error) {
      throw storageErrorOf(error) ?? error;
    }
  }

  pragma(text: string): unknown {
    return this.told(() => this.database.prepare(`PRAGMA ${text}`).all());
  }

  prepare(sql: string): SqliteStatement {
    return this.told(() => new SqliteStatement(this.database.prepare(sql), (work) => this.told(work)));
  }

  /** Ends the transaction that is open, if one is: SQLite has ended it itself where a write failed. */
  rollBack(): void {
    if (this.database.isTransaction) this.told(() => this.database.exec('ROLLBACK'));
  }

  /** A row of the table whose column holds no JSON; null: it was not looked for long enough. */
  brokenRow(table: string, column: string): string | null {
    return rowWithoutJson(this.database, table, column, performance.now() + SEARCH_MILLISECONDS);
  }

  close(): void {
    this.database.close();
  }

  private told<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      const trouble = storageErrorOf(error);
      if (!trouble) throw error;
      this.onStorageError(trouble);
      throw trouble;
    }
  }
}

class SqliteStatement {
  /** whether it gives rows */
  readonly reader: boolean;

  constructor(
    private readonly statement: StatementSync,
    private readonly told: <T>(work: () => T) => T,
  ) {
    this.reader = statement.columns().length > 0;
  }

  all(...values: SQLInputValue[]): unknown[] {
    return this.told(() => this.statement.all(...values));
  }

  run(...values: SQLInputValue[]): { changes: number | bigint; lastInsertRowid: number | bigint } {
    return this.told(() => this.statement.run(...values));
  }
}
