import type { DataSource, EntityManager } from 'typeorm';
import type { BetterSqlite3Driver } from 'typeorm/driver/better-sqlite3/BetterSqlite3Driver.js';
import type { SqliteDriver } from './files/sqlite-driver.js';

/**
 * Runs `work` as one transaction and leaves the connection without one, whatever fails. Where a write or the
 * commit fails for want of room, SQLite may have ended the transaction itself; TypeORM's account of it is then wrong
 * for ever (what follows would be savepoints of a transaction that nobody commits), so its query runner goes with it.
 */
export async function transact<T>(
  source: DataSource,
  work: (manager: EntityManager) => Promise<T>,
): Promise<T> {
  const driver = source.driver as BetterSqlite3Driver;
  const connection = driver.databaseConnection as SqliteDriver;
  try {
    // Open only where rolling back had failed, too.
    connection.rollBack();
    return await source.transaction(work);
  } catch (error) {
    delete driver.queryRunner;
    connection.rollBack();
    throw error;
  }
}
