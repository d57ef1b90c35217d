import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { DataSource, getMetadataArgsStorage, type QueryRunner } from 'typeorm';
import type { BetterSqlite3Driver } from 'typeorm/driver/better-sqlite3/BetterSqlite3Driver.js';
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js';
import { entities } from './entities/all-entities.js';
import { migrations } from './migrations/all-migrations.js';
import { noJson } from './files/row-without-json.js';
import { BrokenRowError } from './files/database-file-error.js';
import { schemaFacts } from './schema-facts.js';
import { SqliteDriver } from './files/sqlite-driver.js';
import type { StorageError } from './files/storage-error.js';

export const migrationNames: readonly string[] = migrations.map((migration) => new migration().name);

/** What is stored as JSON: names of columns by table. */
export const jsonColumns: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  getMetadataArgsStorage().tables.map(({ target, name }) => [
    name!,
    getMetadataArgsStorage()
      .filterColumns(target)
      .filter(({ options }) => options.type === 'simple-json')
      .map(({ propertyName }) => propertyName),
  ]),
);

/** What the tables are made of once these migrations have been made. */
export async function schemaAfter(names: readonly string[]): Promise<readonly string[]> {
  const database = new DatabaseSync(':memory:');
  const query = (sql: string, values: SQLInputValue[] = []) =>
    Promise.resolve(database.prepare(sql).all(...values));
  for (const migration of migrations.map((each) => new each()).filter(({ name }) => names.includes(name)))
    await migration.up({ query } as unknown as QueryRunner);
  return schemaFacts(database);
}

/** A connection to a database file. `onStorageError`: told of what the disk does wrong, before it is thrown. */
export async function openFileSource(
  file: string,
  onStorageError: (error: StorageError) => void = () => undefined,
): Promise<DataSource> {
  const source = await new DataSource({
    type: 'better-sqlite3',
    driver: SqliteDriver,
    database: file,
    entities,
    migrations,
    synchronize: false,
    enableWAL: true,
    prepareDatabase: (database: SqliteDriver) => {
      database.onStorageError = onStorageError;
      // A commit waits for the disk: what was answered with 201 is there after a power cut, too.
      database.pragma('synchronous = FULL');
      // macOS: past the disk's own cache
      database.pragma('fullfsync = ON');
    },
  }).initialize();
  tellBrokenRows(source, file);
  return source;
}

/** What holds no JSON is told with its place, by whomever it is read. */
function tellBrokenRows(source: DataSource, file: string): void {
  const driver = source.driver as BetterSqlite3Driver;
  const hydrated = driver.prepareHydratedValue.bind(driver);
  driver.prepareHydratedValue = (value: unknown, column: ColumnMetadata): unknown => {
    try {
      return hydrated(value, column);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      const { tableName } = column.entityMetadata;
      const row = (driver.databaseConnection as SqliteDriver).brokenRow(tableName, column.databaseName);
      throw new BrokenRowError(file, tableName, row, noJson(column.databaseName));
    }
  };
}

/** Brings the schema up to date, each step all or nothing. */
export async function migrate(source: DataSource): Promise<void> {
  await source.runMigrations({ transaction: 'each' });
}
