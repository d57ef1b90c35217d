import { randomUUID } from 'node:crypto';
import type { DatabaseAddress } from '../address.js';
import { migrate } from '../open-source.js';
import type { OpenedDatabase } from '../opened-database.js';
import type { StorageError } from '../storage-error.js';
import { checkServer } from './check-server.js';
import { openPostgres } from './open-postgres.js';
import { onlyWriter } from './writer-lock.js';

/** Of a server's process; its threads have one each. */
const READERS = 4;

/** Opens a database on a PostgreSQL server, to which this process alone writes. Throws `DatabaseFileError`, `StorageError`. */
export async function openServer(
  url: DatabaseAddress,
  onStorageError: (error: StorageError) => void,
): Promise<OpenedDatabase> {
  const name = `gridleague ${randomUUID()}`;
  const writer = await openPostgres(url, { most: 1, onStorageError, onConnect: onlyWriter(name), name });
  try {
    const migrations = await checkServer(writer, url);
    await migrate(writer);
    const reader = await openPostgres(url, { most: READERS, onStorageError });
    return {
      ...{ address: url, found: { migrations, reached: 'whole' }, writer, reader },
      check: () => undefined,
      transact: (source, work) => source.transaction(work),
    };
  } catch (error) {
    await writer.destroy();
    throw error;
  }
}
