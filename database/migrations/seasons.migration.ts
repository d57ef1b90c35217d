import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Seasons, and what teams agree to have released at their end. */
export class Seasons1765000000000 implements MigrationInterface {
  readonly name = 'Seasons1765000000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      `CREATE TABLE "season" ("id" varchar PRIMARY KEY NOT NULL, "definition" text NOT NULL, "state" varchar NOT NULL,
        "entrants" text, "qualified" text, "runs" text NOT NULL, "champions" text, "waits" varchar,
        "createdAt" integer NOT NULL, "endedAt" integer)`,
      `CREATE INDEX "season_state" ON "season" ("state")`,
      `ALTER TABLE "submission" ADD COLUMN "release" varchar NOT NULL DEFAULT 'no'`,
    ])
      await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "submission" DROP COLUMN "release"`);
    await runner.query(`DROP TABLE "season"`);
  }
}
