import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DataSource, type EntityManager } from 'typeorm';
import { LeagueEntity } from './entities/league.entity.js';
import { MatchEntity } from './entities/match.entity.js';
import { MatchRecordEntity } from './entities/match-record.entity.js';
import { ReplayEntity } from './entities/replay.entity.js';
import { RunEntity } from './entities/run.entity.js';
import { RunBoardEntity } from './entities/run-board.entity.js';
import { RunFileEntity } from './entities/run-file.entity.js';
import { SubmissionEntity } from './entities/submission.entity.js';
import { TeamEntity } from './entities/team.entity.js';
import { SqliteDriver } from './sqlite-driver.js';
import { KeptReplays1764100100000 } from './kept-replays.js';
import { PlansByMatch1764100000000 } from './plans-by-match.js';
import { ChangeableLeagues1763800000000, FirstSchema1763700000000 } from './migrations.js';

const entities = [
  ...[TeamEntity, SubmissionEntity, LeagueEntity, RunEntity, RunFileEntity, RunBoardEntity],
  ...[MatchEntity, MatchRecordEntity, ReplayEntity],
];

/** A connection to the database file. */
export function openSource(file: string): Promise<DataSource> {
  return new DataSource({
    type: 'better-sqlite3',
    driver: SqliteDriver,
    database: file,
    entities,
    migrations: [
      ...[FirstSchema1763700000000, ChangeableLeagues1763800000000],
      ...[PlansByMatch1764100000000, KeptReplays1764100100000],
    ],
    synchronize: false,
    enableWAL: true,
    // Commits wait for no disk: a crash of the process loses nothing, one of the machine at most the last moments.
    prepareDatabase: (database: SqliteDriver) => void database.pragma('synchronous = NORMAL'),
  }).initialize();
}

/**
 * The database of a server. A SQLite connection has one query runner, on which concurrent
 * transactions would mix: so all writes stand in one queue on a connection of their own, and reads
 * on another see only what has been committed.
 */
export class Database {
  private last: Promise<unknown> = Promise.resolve();
  /** seconds spent in writes */
  writeSeconds = 0;

  private constructor(
    /** for threads, which open it for themselves */
    readonly file: string,
    private readonly writer: DataSource,
    private readonly reader: DataSource,
  ) {}

  /** Opens the file, creates it and its folder where needed, and brings its schema up to date. */
  static async open(file: string): Promise<Database> {
    await mkdir(dirname(file), { recursive: true });
    const writer = await openSource(file);
    await writer.runMigrations({ transaction: 'each' });
    return new Database(file, writer, await openSource(file));
  }

  /** What has been committed. */
  get read(): EntityManager {
    return this.reader.manager;
  }

  /** Runs `work` as one transaction, after all writes before it. */
  write<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    const turn = this.last.then(async () => {
      const start = performance.now();
      try {
        return await this.writer.transaction(work);
      } finally {
        this.writeSeconds += (performance.now() - start) / 1000;
      }
    });
    this.last = turn.catch(() => undefined);
    return turn;
  }

  async close(): Promise<void> {
    await this.last;
    await this.reader.destroy();
    await this.writer.destroy();
  }
}
