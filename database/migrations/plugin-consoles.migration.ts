import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What plugins write in matches is kept for their owners. */
export class PluginConsoles1764900000000 implements MigrationInterface {
  readonly name = 'PluginConsoles1764900000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "plugin_console" ("match" varchar NOT NULL REFERENCES "match" ("id"), "submission" varchar NOT NULL,
        "at" integer NOT NULL, "lines" text NOT NULL, "unsaid" integer NOT NULL, PRIMARY KEY ("match", "submission"))`,
    );
    await runner.query(`CREATE INDEX "console_newest" ON "plugin_console" ("submission", "at")`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "plugin_console"`);
  }
}
