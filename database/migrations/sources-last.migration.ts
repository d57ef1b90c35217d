import type { MigrationInterface, QueryRunner } from 'typeorm';

const COLUMNS = [
  ...['id', 'team', 'kind', 'name', 'version', 'sha256', 'file'],
  ...['status', 'checks', 'createdAt', 'attempts', 'release', 'source'],
]
  .map((column) => `"${column}"`)
  .join(', ');

/**
 * Sources stand last in their rows: SQLite reads a row from its front, so that whoever wanted the state of a submission read
 * through all of its source.
 */
export class SourcesLast1765340000000 implements MigrationInterface {
  readonly name = 'SourcesLast1765340000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      `CREATE TABLE "submission_new" ("id" varchar PRIMARY KEY NOT NULL, "team" varchar NOT NULL, "kind" varchar NOT NULL,
        "name" varchar NOT NULL, "version" integer NOT NULL, "sha256" varchar NOT NULL, "file" varchar NOT NULL,
        "status" varchar NOT NULL, "checks" text NOT NULL, "createdAt" integer NOT NULL,
        "attempts" integer NOT NULL DEFAULT 0, "release" varchar NOT NULL DEFAULT 'no', "source" text NOT NULL)`,
      `INSERT INTO "submission_new" (${COLUMNS}) SELECT ${COLUMNS} FROM "submission"`,
      `DROP TABLE "submission"`,
      `ALTER TABLE "submission_new" RENAME TO "submission"`,
      `CREATE UNIQUE INDEX "submission_version" ON "submission" ("team", "kind", "name", "version")`,
      `CREATE INDEX "submission_status" ON "submission" ("status", "team")`,
    ])
      await runner.query(statement);
  }

  /** Columns are found by their names, in whatever order they stand. */
  down(): Promise<void> {
    return Promise.resolve();
  }
}
