import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ConfigError } from './server-config.js';

/**
 * One server at a time on a data folder. The lock is the operating system's, taken through SQLite on
 * `server.lock`: it ends with its process, however that ends, so that none is ever stale, and a pid
 * that was given to somebody else meanwhile deceives nobody. `server.pid` tells who holds it.
 */
export class DataLock {
  private constructor(private readonly lock: DatabaseSync) {}

  /** Throws `ConfigError` if another server holds the folder. */
  static take(folder: string): DataLock {
    const lock = new DatabaseSync(join(folder, 'server.lock'), { timeout: 0 });
    const pidFile = join(folder, 'server.pid');
    try {
      lock.exec('BEGIN EXCLUSIVE');
    } catch {
      lock.close();
      throw new ConfigError(
        `setting GRIDLEAGUE_DATA: ${folder}: another server is running there (process ${holder(pidFile)})`,
      );
    }
    writeFileSync(pidFile, `${process.pid}\n`);
    return new DataLock(lock);
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
