import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Matches of mechanism comparisons say what they are played under. */
export class MatchMechanism1765350000000 implements MigrationInterface {
  readonly name = 'MatchMechanism1765350000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "match" ADD COLUMN "mechanism" varchar`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "match" DROP COLUMN "mechanism"`);
  }
}
