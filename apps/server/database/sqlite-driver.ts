import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';

interface Opening {
  readonly readonly: boolean;
  /** ms to wait for a lock of another process */
  readonly timeout: number;
}

/**
 * Node's own SQLite in the form that TypeORM expects of the package better-sqlite3. That package up
 * to version 12 (13 is outside TypeORM's range) aborts the process on Node 24.19 and later, whenever
 * the garbage collector takes one of its statements while no JavaScript runs.
 */
export class SqliteDriver {
  private readonly database: DatabaseSync;

  constructor(file: string, { readonly, timeout }: Opening) {
    this.database = new DatabaseSync(file, { readOnly: readonly, timeout });
  }

  pragma(text: string): unknown {
    return this.database.prepare(`PRAGMA ${text}`).all();
  }

  prepare(sql: string): SqliteStatement {
    return new SqliteStatement(this.database.prepare(sql));
  }

  close(): void {
    this.database.close();
  }
}

class SqliteStatement {
  /** whether it gives rows */
  readonly reader: boolean;

  constructor(private readonly statement: StatementSync) {
    this.reader = statement.columns().length > 0;
  }

  all(...values: SQLInputValue[]): unknown[] {
    return this.statement.all(...values);
  }

  run(...values: SQLInputValue[]): { changes: number | bigint; lastInsertRowid: number | bigint } {
    return this.statement.run(...values);
  }
}
