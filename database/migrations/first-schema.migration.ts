import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The first schema. Migrations are only ever added, never changed. */
export class FirstSchema1763700000000 implements MigrationInterface {
  readonly name = 'FirstSchema1763700000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      `CREATE TABLE "team" ("id" varchar PRIMARY KEY NOT NULL, "name" varchar NOT NULL, "tokenHash" varchar NOT NULL,
        "createdAt" integer NOT NULL, CONSTRAINT "team_name" UNIQUE ("name"), CONSTRAINT "team_token" UNIQUE ("tokenHash"))`,
      `CREATE TABLE "submission" ("id" varchar PRIMARY KEY NOT NULL, "team" varchar NOT NULL, "kind" varchar NOT NULL,
        "name" varchar NOT NULL, "version" integer NOT NULL, "sha256" varchar NOT NULL, "file" varchar NOT NULL,
        "source" text NOT NULL, "status" varchar NOT NULL, "checks" text NOT NULL, "createdAt" integer NOT NULL)`,
      `CREATE UNIQUE INDEX "submission_version" ON "submission" ("team", "kind", "name", "version")`,
      `CREATE TABLE "league" ("id" varchar PRIMARY KEY NOT NULL, "definition" text NOT NULL, "state" varchar NOT NULL,
        "secretSeed" varchar, "scheduledUntil" integer NOT NULL, "createdAt" integer NOT NULL)`,
      `CREATE TABLE "run" ("id" varchar PRIMARY KEY NOT NULL, "league" varchar NOT NULL REFERENCES "league" ("id"),
        "number" integer NOT NULL, "state" varchar NOT NULL, "definition" text NOT NULL, "plan" text NOT NULL,
        "createdAt" integer NOT NULL, "startedAt" integer, "finishedAt" integer, "error" varchar, "anchor" text)`,
      `CREATE UNIQUE INDEX "run_number" ON "run" ("league", "number")`,
      `CREATE INDEX "run_state" ON "run" ("state")`,
      `CREATE TABLE "run_file" ("run" varchar NOT NULL REFERENCES "run" ("id"), "submission" varchar NOT NULL,
        "file" text NOT NULL, PRIMARY KEY ("run", "submission"))`,
      `CREATE TABLE "run_board" ("run" varchar PRIMARY KEY NOT NULL REFERENCES "run" ("id"), "boards" text NOT NULL)`,
      `CREATE TABLE "match" ("id" varchar PRIMARY KEY NOT NULL, "run" varchar NOT NULL REFERENCES "run" ("id"),
        "serial" integer NOT NULL, "state" varchar NOT NULL, "priority" integer NOT NULL, "attempts" integer NOT NULL,
        "lease" varchar, "leasedUntil" integer, "fault" text, "outcome" varchar, "rounds" integer,
        "efficiency" double precision, "resultHash" varchar, "roundCap" integer, "finishedAt" integer)`,
      `CREATE INDEX "match_queue" ON "match" ("state", "priority", "run", "serial")`,
      `CREATE UNIQUE INDEX "match_serial" ON "match" ("run", "serial")`,
      `CREATE TABLE "match_record" ("match" varchar PRIMARY KEY NOT NULL REFERENCES "match" ("id"),
        "report" text NOT NULL, "rounds" blob NOT NULL)`,
    ])
      await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      'match_record',
      'match',
      'run_board',
      'run_file',
      'run',
      'league',
      'submission',
      'team',
    ])
      await runner.query(`DROP TABLE "${table}"`);
  }
}

/** Runs keep the secret they were drawn with, and leagues know whether they follow a shipped file. */
export class ChangeableLeagues1763800000000 implements MigrationInterface {
  readonly name = 'ChangeableLeagues1763800000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      `ALTER TABLE "run" ADD COLUMN "secretSeed" varchar`,
      `UPDATE "run" SET "secretSeed" = (SELECT "secretSeed" FROM "league" WHERE "league"."id" = "run"."league")
        WHERE json_extract("definition", '$.seed.sealed') IS NOT NULL`,
      `ALTER TABLE "league" ADD COLUMN "shipped" boolean NOT NULL DEFAULT 0`,
      // those that came along until now; none could be changed
      `UPDATE "league" SET "shipped" = 1 WHERE "id" IN ('demo', 'nightly', 'self-play', 'dealers')`,
    ])
      await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "league" DROP COLUMN "shipped"`);
    await runner.query(`ALTER TABLE "run" DROP COLUMN "secretSeed"`);
  }
}
