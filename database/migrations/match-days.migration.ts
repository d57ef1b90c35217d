import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Matches over days keep those that have ended. */
export class MatchDays1765360000000 implements MigrationInterface {
  readonly name = 'MatchDays1765360000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "match_day" ("match" varchar NOT NULL REFERENCES "match" ("id"), "day" bigint NOT NULL,
        "record" text NOT NULL, PRIMARY KEY ("match", "day"))`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "match_day"`);
  }
}
