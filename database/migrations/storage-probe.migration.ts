import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A row that is written to find out whether the database takes writes. */
export class StorageProbe1764500000000 implements MigrationInterface {
  readonly name = 'StorageProbe1764500000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "storage_probe" ("id" integer PRIMARY KEY NOT NULL CHECK ("id" = 1), "filler" blob NOT NULL)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "storage_probe"`);
  }
}
