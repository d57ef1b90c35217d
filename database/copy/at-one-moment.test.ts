import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database, SILENT } from '../database.js';
import { rowsOf } from '../dialect.js';
import { postgresDatabase } from '../test/postgres-server.js';
import { atOneMoment } from './at-one-moment.js';
import { copyTables } from './copy-tables.js';
import { refuseInconsistent } from './refuse-inconsistent.js';

const address = await postgresDatabase();
const onPostgres = address === null ? describe.skip : describe;
const ROWS = [
  `INSERT INTO "league" ("id", "definition", "state", "shipped", "scheduledUntil", "createdAt") VALUES ('l', '{}', 'active', TRUE, 0, 0)`,
  `INSERT INTO "run" ("id", "league", "number", "state", "definition", "plan", "createdAt") VALUES ('l-1', 'l', 1, 'running', '{}', '{}', 0)`,
  `INSERT INTO "match" ("id", "run", "serial", "state", "priority", "attempts", "block", "scenario", "seed", "dealer", "teams", "scored")
    VALUES ('l-1-1', 'l-1', 1, 'playing', 0, 1, 1, 's', 's', 'd', '[]', TRUE)`,
];
const RESULT = [
  `UPDATE "match" SET "state" = 'played' WHERE "id" = 'l-1-1'`,
  `INSERT INTO "match_record" ("match", "report", "rounds") VALUES ('l-1-1', '{}', '')`,
];

onPostgres('a copy of a PostgreSQL that is written to', () => {
  let folder = '';
  let [from, worker, to]: Database[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gridleague-moment-'));
    from = await Database.open(address!);
    worker = await Database.open(address!, SILENT, 'worker');
    to = await Database.open(join(folder, 'to.sqlite'), SILENT, 'copy');
    for (const row of ROWS) await from.write((manager) => rowsOf(manager, row));
  });
  afterAll(async () => {
    for (const database of [worker, from, to]) await database?.close();
    await rm(folder, { recursive: true });
  });

  it("holds no half of a worker's result that is stored between two tables", async () => {
    let storing: Promise<unknown> | undefined;
    const write = to!.write.bind(to!);
    // Nothing is written after the matches are there before the worker's result is stored.
    to!.write = async (work) => {
      await storing;
      return write(work);
    };
    await atOneMoment(from!.read.connection, (read) =>
      copyTables(read, to!, ({ name }) => {
        if (name === 'match')
          storing = worker!.writeBeside(async (manager) => {
            for (const statement of RESULT) await rowsOf(manager, statement);
          });
      }),
    );
    expect(storing).toBeDefined();
    const states = `SELECT m."state", r."match" AS "record" FROM "match" AS m LEFT JOIN "match_record" AS r ON r."match" = m."id"`;
    expect(await rowsOf(to!.read, states)).toEqual([{ state: 'playing', record: null }]);
    expect(await rowsOf(from!.read, states)).toEqual([{ state: 'played', record: 'l-1-1' }]);
    await refuseInconsistent(to!.read);
  });

  it('writes nothing', () =>
    expect(
      atOneMoment(from!.read.connection, (read) => rowsOf(read, `DELETE FROM "match_record"`)),
    ).rejects.toThrow('read-only transaction'));
});
