import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Matches of one statement. */
const STEP = 5_000;

/**
 * What a plan says of a match moves to the match's own row: no reader of one match reads the plan of all.
 * Run by run, and in steps of a few thousand matches: SQLite takes the old plans apart, none is held here.
 */
export class PlansByMatch1764100000000 implements MigrationInterface {
  readonly name = 'PlansByMatch1764100000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const column of [
      `"block" integer NOT NULL DEFAULT 0`,
      `"scenario" varchar NOT NULL DEFAULT ''`,
      `"seed" varchar NOT NULL DEFAULT ''`,
      `"dealer" varchar NOT NULL DEFAULT ''`,
      `"teams" text NOT NULL DEFAULT '[]'`,
      `"scored" boolean NOT NULL DEFAULT 1`,
      `"compared" text`,
    ])
      await runner.query(`ALTER TABLE "match" ADD COLUMN ${column}`);
    await runner.query(`CREATE INDEX "match_results" ON "match" ("run", "outcome", "state", "serial")`);
    await runner.query(`ALTER TABLE "run" ADD COLUMN "lineUps" text`);
    const runs = (await runner.query(`SELECT "id" FROM "run"`)) as { id: string }[];
    for (const { id } of runs) await divide(runner, id);
  }

  async down(): Promise<void> {
    throw new Error('plans are not put together again: restore the database from before');
  }
}

async function divide(runner: QueryRunner, run: string): Promise<void> {
  // The rows of a plan are laid out once; the steps read them from there.
  await runner.query(`CREATE TEMP TABLE "planned" ("serial" integer PRIMARY KEY, "match" text NOT NULL)`);
  await runner.query(`CREATE TEMP TABLE "comparison" ("id" text PRIMARY KEY, "compared" text NOT NULL)`);
  await runner.query(
    `INSERT INTO "planned" SELECT json_extract(p.value, '$.serial'), p.value
      FROM "run", json_each("run"."plan", '$.matches') AS p WHERE "run"."id" = ?`,
    [run],
  );
  await runner.query(
    `INSERT INTO "comparison" SELECT "match", '[' || group_concat("text", ',') || ']' FROM (
        SELECT json_extract(c.value, '$.match') AS "match", json_object(
          'team', json_extract(c.value, '$.team'), 'without', json_extract(c.value, '$.without')) AS "text"
        FROM "run", json_each("run"."plan", '$.counterfactuals') AS c WHERE "run"."id" = ? ORDER BY c.key)
      GROUP BY "match"`,
    [run],
  );
  const [last] = (await runner.query(`SELECT max("serial") AS "serial" FROM "planned"`)) as {
    serial: number | null;
  }[];
  for (let first = 1; first <= (last?.serial ?? 0); first += STEP)
    await runner.query(
      `UPDATE "match" SET
          "block" = json_extract(p."match", '$.block'), "scenario" = json_extract(p."match", '$.scenario'),
          "seed" = json_extract(p."match", '$.seed'), "dealer" = json_extract(p."match", '$.dealer'),
          "teams" = json_extract(p."match", '$.teams'), "scored" = json_extract(p."match", '$.scored'),
          "compared" = (SELECT "compared" FROM "comparison" WHERE "id" = json_extract(p."match", '$.id'))
        FROM "planned" AS p
        WHERE "match"."run" = ? AND "match"."serial" = p."serial" AND p."serial" BETWEEN ? AND ?`,
      [run, first, first + STEP - 1],
    );
  await runner.query(
    `UPDATE "run" SET "lineUps" = json_extract("plan", '$.design.lineUps'),
      "plan" = json_remove("plan", '$.matches', '$.counterfactuals', '$.design.lineUps') WHERE "id" = ?`,
    [run],
  );
  await runner.query(`DROP TABLE "planned"`);
  await runner.query(`DROP TABLE "comparison"`);
}
