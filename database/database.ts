import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import type { EntityManager } from 'typeorm';
import { isPostgres, placeOf, type DatabaseAddress } from './address.js';
import type { CheckedDatabase } from './files/check-database.js';
import { named } from './files/database-file-error.js';
import { rowsOf } from './dialect.js';
import { openFile } from './files/open-file.js';
import type { DatabaseRole, OpenedDatabase } from './opened-database.js';
import { openServer } from './postgres/open-server.js';
import { probeFolder } from './files/probe-folder.js';
import { noSignals, type Signals } from './signals.js';
import { StorageError, storageErrorOf } from './files/storage-error.js';
import { StorageWatch, type StorageListener } from './files/storage-watch.js';

/** What must fit before writes are taken to work again; a match's result is smaller. */
const ROOM_BYTES = 1 << 20;
/** After which a server that says nothing is taken for lost. */
const PROBE_MILLISECONDS = 20_000;

const PROBE = `INSERT INTO "storage_probe" ("id", "filler") VALUES (1, ?1)
  ON CONFLICT ("id") DO UPDATE SET "filler" = excluded."filler"`;

/**
 * The database of a server. All writes stand in one queue on a connection of their own (a SQLite connection has one query
 * runner, on which concurrent transactions would mix), and reads on others see only what has been committed. Other processes
 * write to it only where it is on PostgreSQL, and stand in the same queue.
 */
export class Database {
  private last: Promise<unknown> = Promise.resolve();
  /** whether the disk takes writes */
  readonly storage: StorageWatch;
  /** seconds spent in writes */
  writeSeconds = 0;

  private constructor(
    private readonly opened: OpenedDatabase,
    listener: StorageListener,
  ) {
    this.storage = new StorageWatch(() => this.probe(ROOM_BYTES), listener);
  }

  /**
   * Opens what is there, creates it where needed, checks it and brings its schema up to date. Throws
   * `DatabaseFileError` for what cannot be used.
   */
  static async open(
    address: DatabaseAddress,
    listener: StorageListener = SILENT,
    role: DatabaseRole = 'alone',
  ): Promise<Database> {
    let storage: StorageWatch | undefined;
    const told = (error: StorageError): void => storage?.notice(error);
    return named(placeOf(address), async () => {
      const open = isPostgres(address) ? openServer : openFile;
      const database = new Database(await open(address, told, role, listener.onWait), listener);
      ({ storage } = database);
      return database;
    });
  }

  /** For threads, which open it for themselves; may hold a password. */
  get address(): DatabaseAddress {
    return this.opened.address;
  }

  /** Where it is, as it may be told to anybody. */
  get place(): string {
    return placeOf(this.opened.address);
  }

  /** Whether other processes may be at it, on other machines too. */
  get isShared(): boolean {
    return isPostgres(this.opened.address);
  }

  /** As it was before it was opened. */
  get found(): CheckedDatabase {
    return this.opened.found;
  }

  /** What has been committed. */
  get read(): EntityManager {
    return this.opened.reader.manager;
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
  writeWhenWell<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.whenWell(() => this.write(work));
  }

  /**
   * The same beside the writes of others, which may touch the same rows: `work` makes sure that what it changes is as it takes it to
   * be, by the conditions of its statements.
   */
  writeBeside<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    const { beside } = this.opened;
    if (!beside) return this.writeWhenWell(work);
    return this.whenWell(() => this.timed(() => beside(work)));
  }

  /** Whether this process schedules runs and ends them: exactly one of those that are at it. */
  get leads(): boolean {
    return this.opened.leads?.() ?? true;
  }

  /** Becomes the one that does where there is none, or has been none for a while. Returns whether it is. */
  async lead(): Promise<boolean> {
    return (await this.opened.lead?.()) ?? true;
  }

  /** To and from the other processes that are at it. */
  get signals(): Signals {
    return this.opened.signals ?? noSignals;
  }

  /** What has been committed, as soon as the storage gives it. */
  readWhenWell<T>(work: (read: EntityManager) => Promise<T>): Promise<T> {
    return this.whenWell(() => work(this.read));
  }

  private async whenWell<T>(attempt: () => Promise<T>): Promise<T> {
    for (;;) {
      await this.storage.whenWell();
      try {
        return await attempt();
      } catch (error) {
        if (this.storage.isStopped || !storageErrorOf(error)?.passes) throw error;
      }
    }
  }

  /**
   * Writes for real, into the database and into the system's folder for temporary files. Throws `StorageError`, also where
   * `silence` ends before there is an answer.
   */
  async probe(bytes = 1, silence = longSilence): Promise<void> {
    const written = this.write((manager) => rowsOf(manager, PROBE, [randomBytes(bytes)]));
    const answered = new AbortController();
    const late = silence(answered.signal).then(() => {
      throw this.noticed(new StorageError('unreachable', 'it does not answer'));
    });
    await Promise.race([written, late]).finally(() => answered.abort());
    await probeFolder(tmpdir()).catch((error: unknown) => {
      throw this.noticed(error);
    });
  }

  async close(): Promise<void> {
    this.storage.stop();
    await this.last;
    await this.signals.close();
    await this.opened.reader.destroy();
    await this.opened.writer.destroy();
  }

  private commit<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.timed(async () => {
      const { check, transact, writer } = this.opened;
      check();
      const result = await transact(writer, work);
      check();
      return result;
    });
  }

  private async timed<T>(commit: () => Promise<T>): Promise<T> {
    const start = performance.now();
    try {
      return await commit();
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

/** Tells nobody. */
export const SILENT: StorageListener = { onTrouble: () => undefined, onWell: () => undefined };

function longSilence(signal: AbortSignal): Promise<unknown> {
  return setTimeout(PROBE_MILLISECONDS, null, { ref: false, signal });
}
