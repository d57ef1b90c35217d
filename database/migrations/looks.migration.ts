import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Runs keep the looks that came with more blocks. */
export class Looks1764900100000 implements MigrationInterface {
  readonly name = 'Looks1764900100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "run" ADD COLUMN "looks" text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "run" DROP COLUMN "looks"`);
  }
}
