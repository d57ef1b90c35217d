import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who serves and plays: the release that leads, and every process that is at it. Nothing of it is of any use in another database. */
export class Fleet1765320000000 implements MigrationInterface {
  readonly name = 'Fleet1765320000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      `CREATE TABLE "deployment" ("id" bigint PRIMARY KEY CHECK ("id" = 1), "version" varchar NOT NULL, "commit" varchar NOT NULL,
        "network" varchar NOT NULL)`,
      `CREATE TABLE "member" ("id" varchar PRIMARY KEY, "facts" text NOT NULL, "state" text NOT NULL, "startedAt" bigint NOT NULL,
        "beatAt" bigint NOT NULL)`,
    ])
      await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['member', 'deployment']) await runner.query(`DROP TABLE "${table}"`);
  }
}
