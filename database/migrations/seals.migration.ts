import type { MigrationInterface, QueryRunner } from 'typeorm';
import { parsedByPostgres } from '../dialect.js';

/** The seals that runs were drawn under stand in a column of their own: each opens once, in whatever league. */
export class Seals1765310000000 implements MigrationInterface {
  readonly name = 'Seals1765310000000';

  /** `runner`: of either database; where it is only known how it asks, of a file */
  async up(runner: Pick<QueryRunner, 'query'> & Partial<Pick<QueryRunner, 'connection'>>): Promise<void> {
    const sealed =
      runner.connection?.options.type === 'postgres'
        ? `${parsedByPostgres('"definition"')} #>> '{seed,sealed}'`
        : `json_extract("definition", '$.seed.sealed')`;
    await runner.query(`ALTER TABLE "run" ADD COLUMN "sealed" varchar`);
    await runner.query(`UPDATE "run" SET "sealed" = ${sealed}`);
    await runner.query(`CREATE INDEX "run_sealed" ON "run" ("sealed")`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX "run_sealed"`);
    await runner.query(`ALTER TABLE "run" DROP COLUMN "sealed"`);
  }
}
