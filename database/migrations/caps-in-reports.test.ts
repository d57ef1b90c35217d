import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DataSource } from 'typeorm';
import type { MatchReport } from '#market/match/report/report.js';
import { aMatch } from '#results/test/match-builder.js';
import { storedRun } from '../stored/stored-run.js';
import { Database } from '../database.js';
import { KeptReplays1764100100000 } from './kept-replays.migration.js';
import { ChangeableLeagues1763800000000, FirstSchema1763700000000 } from './first-schema.migration.js';
import { PlansByMatch1764100000000 } from './plans-by-match.migration.js';
import { SqliteDriver } from '../files/sqlite-driver.js';
import { StorageProbe1764500000000 } from './storage-probe.migration.js';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gridleague-migration-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** A report with numbers that are hard to write and to read, as it stands in the database. */
const { report } = aMatch('old-1-000001')
  .cappedAt(7)
  .over(Infinity, 1e-7, 0.1 + 0.2)
  .result();
const before: Partial<MatchReport> = { ...report, fees: 5e-324, cost: 1.7976931348623157e308, gap: -1e21 };
delete (before as { roundCap?: number }).roundCap;

/** A database of before, with one played match and one that waits. */
async function olderDatabase(file: string): Promise<void> {
  const source = await new DataSource({
    ...{ type: 'better-sqlite3', driver: SqliteDriver, database: file },
    migrations: [
      ...[FirstSchema1763700000000, ChangeableLeagues1763800000000, PlansByMatch1764100000000],
      ...[KeptReplays1764100100000, StorageProbe1764500000000],
    ],
  }).initialize();
  await source.runMigrations();
  await source.query(`INSERT INTO "league" VALUES ('old', '{}', 'active', NULL, 0, 0, 0)`);
  const plan = JSON.stringify({ seed: 'x', submissions: [], seatsNeeded: 1, design: null });
  await source.query(
    `INSERT INTO "run" ("id", "league", "number", "state", "definition", "plan", "createdAt")
      VALUES ('old-1', 'old', 1, 'running', '{}', ?, 0)`,
    [plan],
  );
  for (const [id, serial, cap] of [['old-1-000001', 1, 7] as const, ['old-1-000002', 2, null] as const])
    await source.query(
      `INSERT INTO "match" ("id", "run", "serial", "state", "priority", "attempts", "roundCap", "teams")
        VALUES (?, 'old-1', ?, ?, 0, 1, ?, '["A"]')`,
      [id, serial, cap === null ? 'queued' : 'played', cap],
    );
  await source.query(`INSERT INTO "match_record" VALUES ('old-1-000001', ?, ?)`, [
    JSON.stringify(before),
    gzipSync('[]'),
  ]);
  await source.destroy();
}

it('puts the round cap of every match into its report, and leaves all else as it was', async () => {
  const file = join(folder, 'old.sqlite');
  await olderDatabase(file);
  const database = await Database.open(file);
  try {
    const { results } = await storedRun(database.read, 'old-1');
    const expected = JSON.parse(JSON.stringify({ ...before, roundCap: 7 })) as object;
    expect(results.all.map((result) => result.report)).toEqual([expected]);
    const columns = await database.read.query<{ name: string }[]>(`PRAGMA table_info("match")`);
    expect(columns.map(({ name }) => name)).not.toContain('roundCap');
  } finally {
    await database.close();
  }
});
