import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Teams have scenarios of their own. */
export class OwnScenarios1765100000000 implements MigrationInterface {
  readonly name = 'OwnScenarios1765100000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "own_scenario" ("team" varchar NOT NULL REFERENCES "team" ("id"), "id" varchar NOT NULL,
        "sha256" varchar NOT NULL, "content" blob NOT NULL, "createdAt" integer NOT NULL, PRIMARY KEY ("team", "id"))`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "own_scenario"`);
  }
}
