import { closeSync, openSync, writeSync } from 'node:fs';
import { copyFile, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { dealt } from '#market/test/short-form.js';
import { BARE_ROWS } from '../test/bare-rows.js';
import { Database } from '../database.js';
import { MatchRecordEntity } from '../entities/match-record.entity.js';
import { jsonColumns } from '../open-source.js';
import { changed, file, filled, folder, teams } from '../test/database-file.js';

/** Changes the bytes from `at` on. */
function overwrite(path: string, at: number, bytes: Uint8Array): void {
  const handle = openSync(path, 'r+');
  writeSync(handle, bytes, 0, bytes.length, at);
  closeSync(handle);
}

const NOISE = Uint8Array.from({ length: 4096 }, (_, i) => (i * 167 + 13) % 256);

describe('a database that is damaged', () => {
  const damages: Readonly<Record<string, () => Promise<void>>> = {
    'bytes of the first page': async () => overwrite(file, 100, NOISE),
    'the magic': async () => overwrite(file, 0, NOISE.subarray(0, 16)),
    'bytes in the middle': async () => overwrite(file, 20 * 4096, NOISE),
    'a run of zeros in the middle': async () => overwrite(file, 18 * 4096, new Uint8Array(40_960)),
    'its end is missing': async () => truncate(file, 30 * 4096),
    'all but a page is missing': async () => truncate(file, 4096),
    'half a page is left': async () => truncate(file, 2048),
    'a text file': () => writeFile(file, 'teams: none\n'.repeat(1000)),
    'one byte': () => writeFile(file, 'x'),
    'the log of another database': async () => {
      const other = join(folder, 'other.sqlite');
      const database = new DatabaseSync(other);
      database.exec('PRAGMA journal_mode = WAL; CREATE TABLE t (a); INSERT INTO t VALUES (zeroblob(50000))');
      await copyFile(`${other}-wal`, `${file}-wal`);
      database.close();
    },
  };

  it.each(dealt(Object.keys(damages), 3))(
    '%s: refused with its name and the way out, and left as it is',
    async (damage) => {
      await filled();
      await damages[damage]!();
      const before = await readFile(file);
      await expect(Database.open(file)).rejects.toMatchObject({
        code: 'storage',
        message: expect.stringContaining(`database ${file} `) as unknown,
      });
      expect((await readFile(file)).equals(before)).toBe(true);
    },
  );

  it('zero bytes: not taken for a new one', async () => {
    await filled();
    await truncate(file, 0);
    await expect(Database.open(file)).rejects.toThrow(`database ${file} is empty`);
    expect((await stat(file)).size).toBe(0);
  });

  it('missing, with its log there: not taken for a new one', async () => {
    await filled();
    await writeFile(`${file}-wal`, 'x');
    await rm(file);
    await expect(Database.open(file)).rejects.toThrow('is missing, but its log');
    expect((await stat(`${file}-wal`)).size).toBe(1);
  });

  it('a log that breaks off: what was whole before is there', async () => {
    await filled();
    const database = new DatabaseSync(file);
    database.exec('PRAGMA wal_autocheckpoint = 0');
    for (const name of ['a', 'b', 'c'])
      database.exec(`INSERT INTO team VALUES ('${name}', '${name}', '${name}', 0)`);
    const copy = join(folder, 'copy.sqlite');
    await copyFile(file, copy);
    await copyFile(`${file}-wal`, `${copy}-wal`);
    database.close();
    await truncate(`${copy}-wal`, (await stat(`${copy}-wal`)).size - 100);
    expect(await teams(copy)).toBe(2002);
  });
});

describe('a schema that is not what the migrations have made', () => {
  const changes: [string, string, RegExp][] = [
    [
      'a table that was dropped',
      'DROP TABLE replay',
      /table replay is missing; column replay\.match varchar/,
    ],
    [
      'a column with another name',
      'ALTER TABLE league RENAME COLUMN state TO condition',
      /column league\.state varchar not null is missing; .*column league\.condition .* is not part of it/,
    ],
    [
      'a column that was dropped',
      'ALTER TABLE league DROP COLUMN shipped',
      /column league\.shipped boolean not null default 0 is missing:/,
    ],
    [
      'a column too many',
      'ALTER TABLE team ADD COLUMN email text NOT NULL DEFAULT 1',
      /column team\.email .* is not/,
    ],
    [
      'an index that was dropped',
      'DROP INDEX match_queue',
      /index match_queue \(match\.state, .*\) is missing:/,
    ],
    [
      'an index on other columns',
      'DROP INDEX run_state; CREATE INDEX run_state ON run (league)',
      /index run_state \(run\.state\) is missing:/,
    ],
    [
      'an index that refuses what is allowed',
      'CREATE UNIQUE INDEX one_a_league ON run (league)',
      /unique index one_a_league \(run\.league\) is not part of it:/,
    ],
    [
      'a trigger',
      'CREATE TRIGGER busybody AFTER INSERT ON team BEGIN DELETE FROM team; END',
      /trigger busybody is not part of it:/,
    ],
    [
      'a table without its key and references',
      `CREATE TABLE copy AS SELECT * FROM run_board; DROP TABLE run_board; ALTER TABLE copy RENAME TO run_board`,
      /primary key 1 is missing; .*reference of run_board\.run to run\.id is missing/,
    ],
  ];
  it.each(dealt(changes, 2))('%s is refused by name, with the way out', async (_, sql, message) => {
    await filled();
    changed(sql);
    const error: unknown = await Database.open(file).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'DatabaseFileError', code: 'storage' });
    expect(String(error)).toMatch(message);
    expect(String(error)).toMatch(`database ${file} was changed by something else than its migrations`);
    expect(String(error)).toMatch('restore a backup');
  });

  it('what somebody has put beside it does no harm', async () => {
    await filled();
    changed(
      'CREATE TABLE lost_and_found (a); CREATE INDEX mine ON team (createdAt); CREATE VIEW v AS SELECT 1; ANALYZE',
    );
    expect(await teams()).toBe(2000);
  });
});

describe('a row without its JSON', () => {
  const broken = [
    ['league', 'definition', 'l', '{"id": "l"'],
    ['league', 'failedStart', 'l', '{"at": 1'],
    ['run', 'definition', 'l-1', 'null'],
    ['run', 'plan', 'l-1', ''],
    ['run', 'lineUps', 'l-1', '[1,]'],
    ['run', 'anchor', 'l-1', '0'],
    ['run', 'packages', 'l-1', '[,]'],
    ['run', 'looks', 'l-1', '[1,]'],
    ['run_file', 'file', 'l-1 s', '{"a": 1}}'],
    ['run_board', 'boards', 'l-1', "{''a'': 1}"],
    ['match', 'teams', 'l-1-1', '["a"'],
    ['match', 'compared', 'l-1-1', '"a"'],
    ['replay', 'comparison', 'l-1-1', 'NaN'],
    ['submission', 'checks', 's', '['],
    ['plugin_console', 'lines', 'l-1-1 s', '[{'],
    ['season', 'definition', 'w', '{'],
    ['season', 'entrants', 'w', '['],
    ['season', 'qualified', 'w', '["a"'],
    ['season', 'runs', 'w', ''],
    ['season', 'champions', 'w', '[,]'],
  ] as const;
  it.each(dealt(broken, 3))(
    '%s.%s: refused with its place and the way out',
    async (table, column, row, text) => {
      await filled();
      changed(`${BARE_ROWS} UPDATE ${table} SET ${column} = '${text}'`);
      await expect(Database.open(file)).rejects.toMatchObject({
        code: 'storage',
        message: expect.stringMatching(
          `^database ${file} is damaged: table ${table}, row ${row}: column ${column} holds no JSON .*restore a backup`,
        ) as unknown,
      });
    },
  );

  it('and all that was named is all there is, but the results', async () => {
    await filled();
    changed(BARE_ROWS);
    await (await Database.open(file)).close();
    expect(Object.values(jsonColumns).flat()).toHaveLength(21);
  });

  it('of results: found when it is read', async () => {
    await filled();
    changed(`${BARE_ROWS} UPDATE match_record SET report = '{'`);
    const database = await Database.open(file);
    try {
      await expect(database.read.find(MatchRecordEntity)).rejects.toMatchObject({
        name: 'BrokenRowError',
        message: expect.stringMatching(
          `^database ${file} is damaged: table match_record, row l-1-1: column report holds no JSON; .*restore a backup`,
        ) as unknown,
      });
    } finally {
      await database.close();
    }
  });
});
