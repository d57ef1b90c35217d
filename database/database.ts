import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import type { DataSource, EntityManager } from 'typeorm';
import { checkDatabase, type CheckedDatabase } from './check-database.js';
import { fileError } from './database-file-error.js';
import { migrate, openSource } from './open-source.js';
import { OpenFiles } from './open-files.js';
import { prepareFile, removeDrafts } from './prepare-file.js';
import { probeFolder } from './probe-folder.js';
import { storageErrorOf, type StorageError } from './storage-error.js';
import { StorageWatch, type StorageListener } from './storage-watch.js';
import { transact } from './transact.js';

/** What must fit before writes are taken to work again; a match's result is smaller. */
const ROOM_BYTES = 1 << 20;

/**
 * The database of a server. A SQLite connection has one query runner, on which concurrent
 * transactions would mix: so all writes stand in one queue on a connection of their own, and reads
 * on another see only what has been committed. The file is this process's alone.
 */
export class Database {
  private last: Promise<unknown> = Promise.resolve();
  private readonly files: OpenFiles;
  /** whether the disk takes writes */
  readonly storage: StorageWatch;
  /** seconds spent in writes */
  writeSeconds = 0;

  private constructor(
    /** its real path; for threads, which open it for themselves */
    readonly file: string,
    /** as it was before it was opened */
    readonly found: CheckedDatabase,
    private readonly writer: DataSource,
    private readonly reader: DataSource,
    listener: StorageListener,
  ) {
    this.files = new OpenFiles(file);
    this.storage = new StorageWatch(() => this.probe(ROOM_BYTES), listener);
  }

  /**
   * Opens the file, creates it and its folder where needed, checks it and brings its schema up to date. Throws
   * `DatabaseFileError` for one that cannot be used.
   */
  static async open(path: string, listener: StorageListener = SILENT): Promise<Database> {
    try {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const file = await prepareFile(path, createDatabase);
      const found = await checkDatabase(file);
      return await Database.opened(file, found, listener);
    } catch (error) {
      const trouble = storageErrorOf(error);
      throw trouble ? fileError(path, trouble) : error;
    }
  }

  private static async opened(
    file: string,
    found: CheckedDatabase,
    listener: StorageListener,
  ): Promise<Database> {
    let storage: StorageWatch | undefined;
    const told = (error: StorageError): void => storage?.notice(error);
    const writer = await openSource(file, told);
    try {
      await migrate(writer);
      await removeDrafts(file);
      const database = new Database(file, found, writer, await openSource(file, told), listener);
      ({ storage } = database);
      return database;
    } catch (error) {
      await writer.destroy();
      throw error;
    }
  }

  /** What has been committed. */
  get read(): EntityManager {
    return this.reader.manager;
  }

  /**
   * Runs `work` as one transaction, after all writes before it; once it resolves, all of it is on disk. Throws
   * `StorageError` where the disk does not take it, and nothing is stored then.
   */
  write<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    const turn = this.last.then(() => this.commit(work));
    this.last = turn.catch(() => undefined);
    return turn;
  }

  /** As `write`; waits for a disk that does not take it, and tries again. `work` may run more than once. */
  async writeWhenWell<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    for (;;) {
      await this.storage.whenWell();
      try {
        return await this.write(work);
      } catch (error) {
        if (this.storage.isStopped || !storageErrorOf(error)?.passes) throw error;
      }
    }
  }

  /** Writes for real, into the database and into the system's folder for temporary files. Throws `StorageError`. */
  async probe(bytes = 1): Promise<void> {
    await this.write((manager) =>
      manager.query(`INSERT OR REPLACE INTO "storage_probe" ("id", "filler") VALUES (1, zeroblob(?))`, [
        bytes,
      ]),
    );
    await probeFolder(tmpdir()).catch((error: unknown) => {
      throw this.noticed(error);
    });
  }

  async close(): Promise<void> {
    this.storage.stop();
    await this.last;
    await this.reader.destroy();
    await this.writer.destroy();
  }

  private async commit<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    const start = performance.now();
    try {
      this.files.check();
      const result = await transact(this.writer, work);
      this.files.check();
      return result;
    } catch (error) {
      throw this.noticed(error);
    } finally {
      this.writeSeconds += (performance.now() - start) / 1000;
    }
  }

  /** The error as one of the storage, where it is one, and known from now on. */
  private noticed(error: unknown): unknown {
    const trouble = storageErrorOf(error);
    this.storage.notice(trouble);
    return trouble ?? error;
  }
}

const SILENT: StorageListener = { onTrouble: () => undefined, onWell: () => undefined };

async function createDatabase(file: string): Promise<void> {
  const source = await openSource(file);
  try {
    await migrate(source);
  } finally {
    await source.destroy();
  }
}
