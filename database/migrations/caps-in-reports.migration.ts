import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The round cap of a match moves into its report. */
export class CapsInReports1764600000000 implements MigrationInterface {
  readonly name = 'CapsInReports1764600000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `UPDATE "match_record" SET "report" = json_insert("report", '$.roundCap', "match"."roundCap")
        FROM "match" WHERE "match"."id" = "match_record"."match"`,
    );
    await runner.query(`ALTER TABLE "match" DROP COLUMN "roundCap"`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "match" ADD COLUMN "roundCap" integer`);
    await runner.query(
      `UPDATE "match" SET "roundCap" = json_extract("report", '$.roundCap')
        FROM "match_record" WHERE "match"."id" = "match_record"."match"`,
    );
    await runner.query(`UPDATE "match_record" SET "report" = json_remove("report", '$.roundCap')`);
  }
}
