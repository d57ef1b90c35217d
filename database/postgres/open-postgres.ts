import { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js';
import type pg from 'pg';
import type { DatabaseAddress } from '../address.js';
import { entities } from '../entities/all-entities.js';
import type { StorageError } from '../files/storage-error.js';
import { MatchDays1765360000000 } from '../migrations/match-days.migration.js';
import { MatchMechanism1765350000000 } from '../migrations/match-mechanism.migration.js';
import { Seals1765310000000 } from '../migrations/seals.migration.js';
import { Sessions1765330000000 } from '../migrations/sessions.migration.js';
import { Baseline1765200000000 } from './baseline.migration.js';
import { CodePoints1765371000000 } from './code-points.migration.js';
import { Fleet1765320000000 } from './fleet.migration.js';
import { telling, toldClient } from './postgres-client.js';

/** In their order. */
const migrations = [
  ...[Baseline1765200000000, Seals1765310000000, Fleet1765320000000, Sessions1765330000000],
  ...[MatchMechanism1765350000000, MatchDays1765360000000, CodePoints1765371000000],
];
export const postgresMigrations: readonly string[] = migrations.map((migration) => new migration().name);

const CONNECT_MILLISECONDS = 10_000;
/** Of entities, which speak as SQLite does. */
const TYPES: Readonly<Record<string, string>> = { integer: 'bigint', blob: 'bytea' };

export interface PostgresOptions {
  /** connections at once; more wait */
  readonly most: number;
  readonly onStorageError?: (error: StorageError) => void;
  /** what a connection does before it is used; where it rejects, there is none */
  readonly onConnect?: (client: pg.ClientBase) => Promise<void>;
  /** as the server's views show it */
  readonly name?: string;
}

/** Connections to a PostgreSQL server. Throws `StorageError` where it cannot be reached or lets nobody in. */
export async function openPostgres(url: DatabaseAddress, options: PostgresOptions): Promise<DataSource> {
  const { most, onStorageError = () => undefined, onConnect, name = 'gridleague' } = options;
  const told = telling(onStorageError);
  const source = new DataSource({
    ...{ type: 'postgres', url, entities, migrations, synchronize: false, installExtensions: false },
    ...{ poolSize: most, connectTimeoutMS: CONNECT_MILLISECONDS, applicationName: name },
    // Sums, serials and milliseconds are less than 2^53.
    parseInt8: true,
    // Of connections that nobody uses; whoever uses the next one is told.
    poolErrorHandler: () => undefined,
    // What a connection has done before its use holds as long as it does.
    extra: {
      Client: toldClient(told),
      keepAlive: true,
      onConnect,
      ...(onConnect && { idleTimeoutMillis: 0 }),
    },
  });
  const driver = source.driver as PostgresDriver;
  const normalizeType = driver.normalizeType.bind(driver);
  driver.normalizeType = (column: ColumnMetadata) => TYPES[String(column.type)] ?? normalizeType(column);
  const obtain = driver.obtainMasterConnection.bind(driver);
  driver.obtainMasterConnection = () =>
    obtain().catch((error: unknown) => {
      throw told(error);
    });
  return source.initialize().catch((error: unknown) => {
    throw told(error);
  });
}
