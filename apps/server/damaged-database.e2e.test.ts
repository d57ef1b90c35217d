/** @short-form 1/6; each time: database/files/check-database.test.ts */
import { chmod, copyFile, stat, truncate, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { dealt, sampled } from '#market/test/short-form.js';
import { BARE_ROWS } from '#database/test/bare-rows.js';
import { databaseFolder, expectRefused } from './test/database-folder.js';
import { ServerProcess } from './test/server-process.js';

const at = databaseFolder();

it('refuses a damaged database with its name, and starts when a backup has been put back', async () => {
  await at.use();
  const backup = join(at.folder, 'backup.sqlite');
  await copyFile(at.file, backup);
  await truncate(at.file, 30_000);
  expectRefused(
    await ServerProcess.refusal(at.data),
    /^gridleague: database \S*gridleague\.sqlite is damaged: .*restore a backup/,
  );
  await copyFile(backup, at.file);
  await chmod(at.file, 0o644);
  const server = await ServerProcess.start(at.data);
  expect((await server.get('/api/teams')).text).toMatch('kept');
  expect((await stat(at.file)).mode & 0o777).toBe(0o600);
  expect(await server.stop()).toBe(0);
});

sampled(0.5)('starts with all that is whole where its log breaks off', async () => {
  const server = await ServerProcess.start(at.data);
  const log = `${at.file}-wal`;
  const names = ['first', 'second', 'third'];
  const ends: number[] = [];
  for (const name of names) {
    await server.team(name);
    ends.push((await stat(log)).size);
  }
  await server.kill();
  // Of the last frames some bytes are missing: what was written with them is not whole.
  await truncate(log, ends.at(-1)! - 100);
  const next = await ServerProcess.start(at.data);
  expect((await next.get('/api/ready')).status).toBe(200);
  const { items } = (await next.get<{ items: { name: string }[] }>('/api/teams')).body;
  const left = items.map((team) => team.name).sort();
  expect(left).toEqual(names.slice(0, 2));
  // What has been lost can be made anew.
  expect(await next.team('third')).toMatch(/^team_/);
  expect(await next.stop()).toBe(0);
});

it.each(
  dealt<[string, () => Promise<unknown>, RegExp]>(
    [
      ['damage', () => truncate(at.file, 8192), /is damaged: /],
      ['removal', () => unlink(at.file), /was removed or replaced while the server ran/],
      ['removal of the log', () => unlink(`${at.file}-wal`), /was removed or replaced while the server ran/],
    ],
    1,
  ),
)('ends with the name of the file at its %s while it runs', async (_, harm, message) => {
  await at.use();
  const server = await ServerProcess.start(at.data);
  await harm();
  // Whatever looks at it first; the answer may be lost with the server.
  await server.get('/api/ready').catch(() => null);
  await server.get('/api/submissions').catch(() => null);
  expect(await server.exited).toBe(1);
  expect(server.said).toMatch(message);
  expect(server.said).toMatch(at.file);
});

/** What somebody else does to the file. */
function changed(sql: string): void {
  const database = new DatabaseSync(at.file);
  database.exec(sql);
  database.close();
}

it.each(
  dealt<[string, string, RegExp]>(
    [
      [
        'a league without its JSON',
        `UPDATE league SET definition = '{'`,
        /table league, row \w+: column definition/,
      ],
      ['a table that is missing', 'DROP TABLE replay', /table replay is missing/],
    ],
    1,
  ),
)('refuses %s with its place and the way out', async (_, sql, place) => {
  await at.use();
  changed(sql);
  const refusal = await ServerProcess.refusal(at.data);
  expectRefused(refusal, /^gridleague: database \S*gridleague\.sqlite .*restore a backup/);
  expect(refusal.said).toMatch(place);
});

it('tells of a result that cannot be read, and answers everything else', async () => {
  await at.use();
  changed(`${BARE_ROWS} UPDATE match_record SET report = '{"a'`);
  const server = await ServerProcess.start(at.data);
  for (const [path, column] of [
    ['/api/matches/l-1-1', 'report'],
    ['/api/matches/l-1-1/rounds', 'rounds'],
    ['/api/matches/l-1-1/rounds?format=csv', 'rounds'],
  ] as const) {
    const answer = await server.get(path);
    expect({ status: answer.status, body: answer.body }).toMatchObject({
      status: 500,
      body: {
        type: 'urn:gridleague:problem:damaged-row',
        detail: expect.not.stringContaining(at.data) as unknown,
      },
    });
    expect(server.said).toMatch(
      `${at.file} is damaged: table match_record, row l-1-1: column ${column} holds no`,
    );
  }
  expect((await server.get('/api/ready')).status).toBe(200);
  expect((await server.get('/api/leagues/demo')).status).toBe(200);
  expect(await server.stop()).toBe(0);
});
