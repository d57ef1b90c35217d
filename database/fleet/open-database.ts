import type { Logger } from './logger.js';
import { isPostgres, placeOf, type DatabaseAddress } from '../address.js';
import type { DatabaseRole } from '../opened-database.js';
import type { StorageListener } from '../files/storage-watch.js';
import { Database } from '../database.js';
import { migrationNames } from '../open-source.js';
import { postgresMigrations } from '../postgres/open-postgres.js';

/** Opens the database of a server or of a worker and tells the log what the operator should know of it, now and later. */
export async function openDatabase(
  address: DatabaseAddress,
  logger: Logger,
  role: DatabaseRole,
): Promise<Database> {
  const file = placeOf(address);
  const known = isPostgres(address) ? postgresMigrations : migrationNames;
  const listener: StorageListener = {
    onTrouble: (error) =>
      logger.error('storage failed', {
        ...{ file, trouble: error.trouble, reason: error.message },
        meaning: 'nothing is stored until the disk takes writes again; runs pause, and go on by themselves',
      }),
    onWait: (reason, seconds) => logger.warn('database is waited for', { file, reason, seconds }),
    onWell: (seconds) => logger.warn('storage works again', { file, seconds: Math.round(seconds) }),
  };
  const database = await Database.open(address, listener, role);
  const { migrations, reached } = database.found;
  if (reached !== 'whole')
    logger.warn('database looked through in part only', {
      ...{ file, reached },
      meaning:
        'it is too large for the time of a start; PRAGMA integrity_check on a backup looks through all of it',
    });
  if (migrations.length > 0 && migrations.length < known.length)
    logger.warn('database schema brought up to date', {
      ...{ file, from: migrations.at(-1), to: known.at(-1) },
      meaning: 'an older release cannot open it any more; keep the backup of before',
    });
  return database;
}
