import { Database } from '../database.js';
import { administer, postgresDatabase } from '../test/postgres-server.js';

const address = await postgresDatabase();
const onPostgres = address === null ? describe.skip : describe;

/** Columns that hold text, in another order than that of code points; TypeORM's own table is nobody's to sort. */
const others = async (): Promise<readonly string[]> =>
  (
    await administer<{ column: string }>(
      `SELECT format('%s.%s', "table_name", "column_name") AS "column" FROM information_schema.columns
        WHERE "table_schema" = 'public' AND "table_name" <> 'migrations'
          AND "data_type" IN ('text', 'character varying', 'character') AND "collation_name" IS DISTINCT FROM 'C'
        ORDER BY 1`,
      address!,
    )
  ).map(({ column }) => column);

onPostgres('texts on PostgreSQL', () => {
  it('are ordered by code points in every column, of a new installation and of an older one with matches', async () => {
    await (await Database.open(address!)).close();
    expect(await others()).toEqual([]);

    for (const sql of [
      `DELETE FROM "migrations" WHERE "name" = 'CodePoints1765371000000'`,
      `ALTER TABLE "match" ALTER COLUMN "mechanism" TYPE varchar COLLATE "default", ALTER COLUMN "teams" TYPE text COLLATE "default"`,
      `ALTER TABLE "match_day" ALTER COLUMN "match" TYPE varchar COLLATE "default"`,
      `ALTER TABLE "session" ALTER COLUMN "hash" TYPE varchar COLLATE "default"`,
      `ALTER TABLE "run" ALTER COLUMN "sealed" TYPE varchar COLLATE "default"`,
      `INSERT INTO "league" VALUES ('l', '{}', 'active', false, NULL, 0, NULL, 0)`,
      `INSERT INTO "run" ("id", "league", "number", "state", "definition", "plan", "createdAt") VALUES ('l-1', 'l', 1, 'finished', '{}', '{}', 0)`,
      ...['B', 'a'].flatMap((id, serial) => [
        `INSERT INTO "match" ("id", "run", "serial", "state", "priority", "attempts", "block", "scenario", "seed", "dealer", "teams", "scored", "mechanism")
          VALUES ('${id}', 'l-1', ${serial}, 'played', 0, 1, 0, 's', '0', 'd', '[]', true, '${id}')`,
        `INSERT INTO "match_day" VALUES ('${id}', 0, '{}')`,
      ]),
    ])
      await administer(sql, address!);
    expect(await others()).toEqual([
      ...['match.mechanism', 'match.teams', 'match_day.match', 'run.sealed', 'session.hash'],
    ]);

    await (await Database.open(address!)).close();
    expect(await others()).toEqual([]);
    const days = await administer(`SELECT "match" FROM "match_day" ORDER BY "match"`, address!);
    expect(days).toEqual([{ match: 'B' }, { match: 'a' }]);
    await expect(administer(`INSERT INTO "match_day" VALUES ('none', 0, '{}')`, address!)).rejects.toThrow(
      'foreign key',
    );
  });
});
