import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Scenarios are kept with their series, and runs say which they play. */
export class FrozenScenarios1764700000000 implements MigrationInterface {
  readonly name = 'FrozenScenarios1764700000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      `CREATE TABLE "scenario_package" ("sha256" varchar PRIMARY KEY NOT NULL, "id" varchar NOT NULL, "content" blob NOT NULL)`,
      `CREATE TABLE "scenario" ("id" varchar NOT NULL, "version" integer NOT NULL,
        "sha256" varchar NOT NULL REFERENCES "scenario_package" ("sha256"), "createdAt" integer NOT NULL,
        PRIMARY KEY ("id", "version"))`,
      // null: from before; frozen when such a run goes on
      `ALTER TABLE "run" ADD COLUMN "packages" text`,
    ])
      await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "run" DROP COLUMN "packages"`);
    for (const table of ['scenario', 'scenario_package']) await runner.query(`DROP TABLE "${table}"`);
  }
}
