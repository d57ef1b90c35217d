import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Leagues say when and why their last start failed. */
export class FailedStarts1764800000000 implements MigrationInterface {
  readonly name = 'FailedStarts1764800000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "league" ADD COLUMN "failedStart" text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "league" DROP COLUMN "failedStart"`);
  }
}
