import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Ordered by code points, as SQLite does: the order of matches must not depend on a server's language. */
const NAME = 'varchar COLLATE "C"';
/** Ids, words and hashes, and numbers and times in ms since 1970. */
const TABLES = [
  `CREATE TABLE "team" ("id" ${NAME} PRIMARY KEY, "name" ${NAME} NOT NULL CONSTRAINT "team_name" UNIQUE,
    "tokenHash" ${NAME} NOT NULL CONSTRAINT "team_token" UNIQUE, "createdAt" bigint NOT NULL)`,
  `CREATE TABLE "submission" ("id" ${NAME} PRIMARY KEY, "team" ${NAME} NOT NULL, "kind" ${NAME} NOT NULL,
    "name" ${NAME} NOT NULL, "version" bigint NOT NULL, "sha256" ${NAME} NOT NULL, "file" ${NAME} NOT NULL,
    "source" text NOT NULL, "status" ${NAME} NOT NULL, "checks" text NOT NULL, "attempts" bigint NOT NULL DEFAULT 0,
    "release" ${NAME} NOT NULL DEFAULT 'no', "createdAt" bigint NOT NULL)`,
  `CREATE UNIQUE INDEX "submission_version" ON "submission" ("team", "kind", "name", "version")`,
  `CREATE INDEX "submission_status" ON "submission" ("status", "team")`,
  `CREATE TABLE "league" ("id" ${NAME} PRIMARY KEY, "definition" text NOT NULL, "state" ${NAME} NOT NULL,
    "shipped" boolean NOT NULL, "secretSeed" ${NAME}, "scheduledUntil" bigint NOT NULL, "failedStart" text,
    "createdAt" bigint NOT NULL)`,
  `CREATE TABLE "season" ("id" ${NAME} PRIMARY KEY, "definition" text NOT NULL, "state" ${NAME} NOT NULL, "entrants" text,
    "qualified" text, "runs" text NOT NULL, "champions" text, "waits" ${NAME}, "createdAt" bigint NOT NULL, "endedAt" bigint)`,
  `CREATE INDEX "season_state" ON "season" ("state")`,
  `CREATE TABLE "run" ("id" ${NAME} PRIMARY KEY, "league" ${NAME} NOT NULL REFERENCES "league" ("id"), "number" bigint NOT NULL,
    "state" ${NAME} NOT NULL, "definition" text NOT NULL, "plan" text NOT NULL, "packages" text, "lineUps" text,
    "secretSeed" ${NAME}, "createdAt" bigint NOT NULL, "startedAt" bigint, "finishedAt" bigint, "error" ${NAME}, "anchor" text,
    "looks" text)`,
  `CREATE UNIQUE INDEX "run_number" ON "run" ("league", "number")`,
  `CREATE INDEX "run_state" ON "run" ("state")`,
  `CREATE TABLE "run_file" ("run" ${NAME} REFERENCES "run" ("id"), "submission" ${NAME}, "file" text NOT NULL,
    PRIMARY KEY ("run", "submission"))`,
  `CREATE TABLE "run_board" ("run" ${NAME} PRIMARY KEY REFERENCES "run" ("id"), "boards" text NOT NULL)`,
  `CREATE TABLE "match" ("id" ${NAME} PRIMARY KEY, "run" ${NAME} NOT NULL REFERENCES "run" ("id"), "serial" bigint NOT NULL,
    "state" ${NAME} NOT NULL, "priority" bigint NOT NULL, "attempts" bigint NOT NULL, "lease" ${NAME}, "leasedUntil" bigint,
    "fault" text, "outcome" ${NAME}, "rounds" bigint, "efficiency" double precision, "resultHash" ${NAME}, "finishedAt" bigint,
    "block" bigint NOT NULL, "scenario" ${NAME} NOT NULL, "seed" ${NAME} NOT NULL, "dealer" ${NAME} NOT NULL,
    "teams" text NOT NULL, "scored" boolean NOT NULL, "compared" text)`,
  `CREATE INDEX "match_queue" ON "match" ("state", "priority", "run", "serial")`,
  `CREATE UNIQUE INDEX "match_serial" ON "match" ("run", "serial")`,
  `CREATE INDEX "match_results" ON "match" ("run", "outcome", "state", "serial")`,
  `CREATE TABLE "match_record" ("match" ${NAME} PRIMARY KEY REFERENCES "match" ("id"), "report" text NOT NULL,
    "rounds" bytea NOT NULL)`,
  `CREATE TABLE "replay" ("match" ${NAME} PRIMARY KEY REFERENCES "match" ("id"), "compared" ${NAME} NOT NULL,
    "comparison" text NOT NULL)`,
  `CREATE TABLE "plugin_console" ("match" ${NAME} REFERENCES "match" ("id"), "submission" ${NAME}, "at" bigint NOT NULL,
    "lines" text NOT NULL, "unsaid" bigint NOT NULL, PRIMARY KEY ("match", "submission"))`,
  `CREATE INDEX "console_newest" ON "plugin_console" ("submission", "at")`,
  `CREATE TABLE "scenario_package" ("sha256" ${NAME} PRIMARY KEY, "id" ${NAME} NOT NULL, "content" bytea NOT NULL)`,
  `CREATE TABLE "scenario" ("id" ${NAME}, "version" bigint, "sha256" ${NAME} NOT NULL REFERENCES "scenario_package" ("sha256"),
    "createdAt" bigint NOT NULL, PRIMARY KEY ("id", "version"))`,
  `CREATE TABLE "own_scenario" ("team" ${NAME} REFERENCES "team" ("id"), "id" ${NAME}, "sha256" ${NAME} NOT NULL,
    "content" bytea NOT NULL, "createdAt" bigint NOT NULL, PRIMARY KEY ("team", "id"))`,
  `CREATE TABLE "storage_probe" ("id" bigint PRIMARY KEY CHECK ("id" = 1), "filler" bytea NOT NULL)`,
];

/**
 * The schema of a PostgreSQL server, as that of a file is after `OwnScenarios1765100000000`. What comes later is one migration for
 * both, in words that both understand.
 */
export class Baseline1765200000000 implements MigrationInterface {
  readonly name = 'Baseline1765200000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of TABLES) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('before its first schema a database is empty: drop it');
  }
}
