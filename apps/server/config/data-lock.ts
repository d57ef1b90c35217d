import { readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { narrow, PRIVATE, writePrivate } from '#database/files/private-file.js';
import { StorageError, storageErrorOf } from '#database/files/storage-error.js';
import { ConfigError } from '#api/settings/server-config.js';

/**
 * One server at a time on a data folder. The lock is the operating system's, taken through SQLite on
 * `server.lock`: it ends with its process, however that ends, so that none is ever stale, and a pid
 * that was given to somebody else meanwhile deceives nobody. `server.pid` tells who holds it. The database
 * has a lock of its own: it may lie elsewhere.
 */
export class DataLock {
  private constructor(private readonly lock: DatabaseSync) {}

  /** Throws `ConfigError` if another server holds the folder, `StorageError` if nothing can be locked there. */
  static async take(folder: string): Promise<DataLock> {
    const file = join(folder, 'server.lock');
    const pidFile = join(folder, 'server.pid');
    let lock: DatabaseSync | undefined;
    try {
      // What SQLite puts beside it has the same mode.
      await (await open(file, 'a', PRIVATE)).close();
      await narrow(file);
      lock = new DatabaseSync(file, { timeout: 0 });
      lock.exec('BEGIN EXCLUSIVE');
      await narrow(`${file}-journal`);
      await writePrivate(pidFile, `${process.pid}\n`);
      return new DataLock(lock);
    } catch (error) {
      lock?.close();
      const trouble = storageErrorOf(error);
      if (trouble?.trouble === 'busy')
        throw new ConfigError(
          `setting GRIDLEAGUE_DATA: ${folder}: another server is running there (process ${holder(pidFile)})`,
        );
      throw trouble ? new StorageError(trouble.trouble, `${file}: ${trouble.message}`) : error;
    }
  }

  release(): void {
    this.lock.close();
  }
}

function holder(pidFile: string): string {
  try {
    return readFileSync(pidFile, 'utf8').trim() || 'unknown';
  } catch {
    return 'unknown';
  }
}
