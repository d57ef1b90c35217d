import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { DataSource, EntityManager } from 'typeorm';
import { placeOf, type DatabaseAddress } from '../address.js';
import { DatabaseFileError } from '../files/database-file-error.js';
import { migrate } from '../open-source.js';
import type { DatabaseRole, OpenedDatabase } from '../opened-database.js';
import type { StorageError } from '../files/storage-error.js';
import type { Waiting } from '../files/storage-watch.js';
import { MARK_UNFINISHED } from '../unfinished-copy.js';
import { checkServer } from './check-server.js';
import { LeaderLock } from './leader-lock.js';
import { openPostgres, postgresMigrations } from './open-postgres.js';
import { PostgresSignals } from './postgres-signals.js';

/** Of a process that shares the database; a server's threads have one each. */
const READERS = 4;
/** Writes stand in one queue, whichever process makes them; those that touch one match only are made side by side. */
const ORDERED = `SELECT pg_advisory_xact_lock(hashtext('gridleague writes'), hashtext(current_schema()))`;
const BESIDE = ORDERED.replace('xact_lock', 'xact_lock_shared');
/** That another server needs to make the tables. */
const PATIENCE_MILLISECONDS = 30_000;
const STEP_MILLISECONDS = 500;

/** Opens a database on a PostgreSQL server. Throws `DatabaseFileError`, `StorageError`. */
export async function openServer(
  url: DatabaseAddress,
  onStorageError: (error: StorageError) => void,
  role: DatabaseRole,
  onWait?: Waiting,
): Promise<OpenedDatabase> {
  const name = `gridleague ${randomUUID()}`;
  const isAlone = role === 'alone' || role === 'copy';
  const lock = new LeaderLock(name, isAlone);
  const onConnect = lock.connected.bind(lock);
  const writer = await openPostgres(url, { most: 1, onStorageError, onConnect, name });
  try {
    const leads = async (isFirst: boolean) => (role === 'server' ? lock.take(writer, isFirst) : lock.isHeld);
    const migrations = await ready(writer, { url, role, leads, onWait });
    const [{ schema }] = await writer.query<[{ schema: string }]>(`SELECT current_schema() AS "schema"`);
    const reader = await openPostgres(url, { most: READERS, onStorageError, name });
    const signals = isAlone ? undefined : new PostgresSignals(url, name, schema);
    return {
      ...{ address: url, found: { migrations, reached: 'whole' }, writer, reader },
      check: () => undefined,
      transact: (source, work) => source.transaction(inOrder(ORDERED, work)),
      beside: (work) => reader.transaction(inOrder(BESIDE, work)),
      leads: () => lock.isHeld,
      lead: () => lock.take(writer, false),
      ...(signals && { signals }),
    };
  } catch (error) {
    await writer.destroy();
    throw error;
  }
}

function inOrder<T>(
  order: string,
  work: (manager: EntityManager) => Promise<T>,
): (manager: EntityManager) => Promise<T> {
  return async (manager) => {
    await manager.query(order);
    return work(manager);
  };
}

interface Readiness {
  readonly url: DatabaseAddress;
  readonly role: DatabaseRole;
  readonly leads: (isFirst: boolean) => Promise<boolean>;
  readonly onWait: Waiting | undefined;
}

/**
 * Makes the tables, or brings them up to date, where this process leads; else waits until the one that does has. Returns the migrations
 * that were found. Throws `DatabaseFileError` where nobody makes them.
 */
async function ready(
  writer: DataSource,
  { url, role, leads, onWait }: Readiness,
): Promise<readonly string[]> {
  const deadline = performance.now() + PATIENCE_MILLISECONDS;
  for (let isFirst = true; ; isFirst = false) {
    const isLeader = await leads(isFirst);
    const migrations = await checkServer(writer, url, role === 'copy');
    // Before there is a table that a server could take for its own.
    if (role === 'copy' && migrations.length === 0) await writer.query(MARK_UNFINISHED);
    if (isLeader) await migrate(writer);
    if (isLeader || migrations.length === postgresMigrations.length) return migrations;
    if (performance.now() > deadline)
      throw new DatabaseFileError(
        migrations.length === 0
          ? `database ${placeOf(url)} is empty: start a server of it first`
          : `database ${placeOf(url)} is of an older release: end its servers and workers, then start a server of this one`,
      );
    if (isFirst)
      onWait?.(
        `a server has to ${migrations.length === 0 ? 'make its tables' : 'bring its tables up to date'} first`,
        PATIENCE_MILLISECONDS / 1000,
      );
    await setTimeout(STEP_MILLISECONDS);
  }
}
