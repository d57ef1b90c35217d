import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Replays are remembered, and so is how often the checks of a submission were begun. */
export class KeptReplays1764100100000 implements MigrationInterface {
  readonly name = 'KeptReplays1764100100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "replay" ("match" varchar PRIMARY KEY NOT NULL REFERENCES "match" ("id"),
        "compared" varchar NOT NULL, "comparison" text NOT NULL)`,
    );
    await runner.query(`ALTER TABLE "submission" ADD COLUMN "attempts" integer NOT NULL DEFAULT 0`);
    await runner.query(`CREATE INDEX "submission_status" ON "submission" ("status", "team")`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX "submission_status"`);
    await runner.query(`ALTER TABLE "submission" DROP COLUMN "attempts"`);
    await runner.query(`DROP TABLE "replay"`);
  }
}
