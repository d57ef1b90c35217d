import { createHash } from 'node:crypto';
import type { EntityManager, EntityMetadata } from 'typeorm';
import { rowsOf } from '../dialect.js';

/** Values in the order of the table's columns, as no database says them: flags are flags, bytes are bytes. */
export type Row = readonly unknown[];

/** Rows may be large: so many are held. */
const STEP = 50;

/** A table as it lies in any database. */
export class DatabaseTable {
  readonly name: string;
  private readonly columns: readonly string[];
  private readonly keys: readonly string[];
  private readonly isFlag: readonly boolean[];

  constructor({ tableName, columns, primaryColumns }: EntityMetadata) {
    this.name = tableName;
    this.columns = columns.map(({ databaseName }) => databaseName);
    this.keys = primaryColumns.map(({ databaseName }) => databaseName);
    this.isFlag = columns.map(({ type }) => type === 'boolean');
  }

  /** What names a row. */
  keyOf(row: Row): Row {
    return this.keys.map((key) => row[this.columns.indexOf(key)]);
  }

  /** Columns in which two rows are not the same. */
  differences(one: Row, other: Row): readonly string[] {
    return this.columns.filter((_, i) => hashOf([[one[i]]]) !== hashOf([[other[i]]]));
  }

  /** All rows in the order of their keys. */
  async *rows(read: EntityManager): AsyncGenerator<readonly Row[]> {
    for (let after: Row | null = null; ;) {
      const found = await this.select(
        read,
        after ? `WHERE (${list(this.keys)}) > (${marks(after)})` : '',
        after ?? [],
      );
      if (found.length > 0) yield found;
      if (found.length < STEP) return;
      after = this.keyOf(found.at(-1)!);
    }
  }

  async find(read: EntityManager, key: Row): Promise<Row | null> {
    return (await this.select(read, `WHERE (${list(this.keys)}) = (${marks(key)})`, key))[0] ?? null;
  }

  async count(read: EntityManager): Promise<number> {
    const [row] = await rowsOf<{ n: number }>(read, `SELECT COUNT(*) AS "n" FROM "${this.name}"`);
    return Number(row!.n);
  }

  /** Within a write: stores rows that are not there. */
  async add(manager: EntityManager, rows: readonly Row[]): Promise<void> {
    const takesFlags = manager.connection.options.type === 'postgres';
    for (const row of rows)
      await rowsOf(
        manager,
        `INSERT INTO "${this.name}" (${list(this.columns)}) VALUES (${marks(row)}) ON CONFLICT DO NOTHING`,
        row.map((value) => (typeof value === 'boolean' && !takesFlags ? Number(value) : value)),
      );
  }

  private async select(read: EntityManager, where: string, values: Row): Promise<Row[]> {
    const order = `${where} ORDER BY ${list(this.keys)} LIMIT ${STEP}`;
    const found = await rowsOf<Record<string, unknown>>(
      ...([read, `SELECT ${list(this.columns)} FROM "${this.name}" ${order}`, values] as const),
    );
    return found.map((row) =>
      this.columns.map((column, i) => {
        const value = row[column] ?? null;
        return value !== null && this.isFlag[i] ? Boolean(value) : value;
      }),
    );
  }
}

/** SHA-256 of rows, as long as they are given in the same order. */
export function hashOf(rows: readonly Row[]): string {
  const hash = createHash('sha256');
  for (const row of rows)
    hash.update(
      JSON.stringify(
        row.map((value) =>
          value instanceof Uint8Array ? ['bytes', createHash('sha256').update(value).digest('hex')] : value,
        ),
      ),
    );
  return hash.digest('hex');
}

function list(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}

function marks(values: Row): string {
  return values.map((_, i) => `?${i + 1}`).join(', ');
}
