import { DataSource } from 'typeorm';
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
import type { StorageError } from './storage-error.js';
import { CapsInReports1764600000000 } from './caps-in-reports.js';
import { ChangeableLeagues1763800000000, FirstSchema1763700000000 } from './migrations.js';
import { KeptReplays1764100100000 } from './kept-replays.js';
import { PlansByMatch1764100000000 } from './plans-by-match.js';
import { StorageProbe1764500000000 } from './storage-probe.migration.js';

const entities = [
  ...[TeamEntity, SubmissionEntity, LeagueEntity, RunEntity, RunFileEntity, RunBoardEntity],
  ...[MatchEntity, MatchRecordEntity, ReplayEntity],
];

/** In their order. */
const migrations = [
  ...[FirstSchema1763700000000, ChangeableLeagues1763800000000],
  ...[PlansByMatch1764100000000, KeptReplays1764100100000, StorageProbe1764500000000],
  CapsInReports1764600000000,
];

export const migrationNames: readonly string[] = migrations.map((migration) => new migration().name);

/** A connection to the database file. `onStorageError`: told of what the disk does wrong, before it is thrown. */
export function openSource(
  file: string,
  onStorageError: (error: StorageError) => void = () => undefined,
): Promise<DataSource> {
  return new DataSource({
    type: 'better-sqlite3',
    driver: SqliteDriver,
    database: file,
    entities,
    migrations,
    synchronize: false,
    enableWAL: true,
    prepareDatabase: (database: SqliteDriver) => {
      database.onStorageError = onStorageError;
      // A commit waits for the disk: what was answered with 201 is there after a power cut, too.
      database.pragma('synchronous = FULL');
      // macOS: past the disk's own cache
      database.pragma('fullfsync = ON');
    },
  }).initialize();
}

/** Brings the schema up to date, each step all or nothing. */
export async function migrate(source: DataSource): Promise<void> {
  await source.runMigrations({ transaction: 'each' });
}
