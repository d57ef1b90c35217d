import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Teams sign in on the pages. */
export class Sessions1765330000000 implements MigrationInterface {
  readonly name = 'Sessions1765330000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "session" ("hash" varchar PRIMARY KEY NOT NULL, "team" varchar NOT NULL REFERENCES "team" ("id"),
        "until" bigint NOT NULL)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "session"`);
  }
}
