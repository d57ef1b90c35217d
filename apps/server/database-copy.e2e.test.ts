/** @short-form 1/8 or none; each time: database/database.test.ts, database/postgres/postgres.test.ts */
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { Database } from '#database/database.js';
import { databases } from '#database/test/databases.js';
import { administer, postgresDatabase } from '#database/test/postgres-server.js';
import { programRoot } from '#project-root.js';
import { gridleague, temporaryFolder } from '../cli/test/gridleague.js';
import { ServerProcess } from './test/server-process.js';

type Copy = ChildProcessByStdio<null, Readable, null>;

/** Large enough that a copy goes on for a while after any of its tables. */
const ROWS = 1000;
const FILL = `
  INSERT INTO league VALUES ('l', '{"seed": "s"}', 'active', NULL, 0, 0, 0, '{}');
  INSERT INTO run (id, league, number, state, definition, plan, createdAt, startedAt, finishedAt, lineUps)
    VALUES ('l-1', 'l', 1, 'finished', '{"seed": "s"}', '{}', 0, 0, 0, '[]');
  WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${ROWS})
    INSERT INTO match (id, run, serial, state, priority, attempts, block, scenario, seed, dealer, teams, scored)
    SELECT 'l-1-' || i, 'l-1', i, 'played', 0, 1, 1, 's', 's', 'd', '[]', 1 FROM n;
  INSERT INTO match_record SELECT id, '{}', randomblob(20000) FROM match;
  INSERT INTO scenario_package SELECT id, 's', randomblob(20000) FROM match;`;

const folder = temporaryFolder();
const source = (): string => `sqlite:${folder.path('from.sqlite')}`;

beforeAll(async () => {
  await (await Database.open(folder.path('from.sqlite'))).close();
  const database = new DatabaseSync(folder.path('from.sqlite'));
  database.exec(FILL);
  database.close();
});

function copying(to: string): Copy {
  const main = resolve(programRoot, 'apps/cli/main.js');
  return spawn(process.execPath, ['--no-warnings', main, 'database', 'copy', source(), to], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
}

/** Until the copy says that a table is there. */
function told(copy: Copy, table: string): Promise<void> {
  let said = '';
  return new Promise((done) =>
    copy.stdout.setEncoding('utf8').on('data', (words: string) => {
      said += words;
      if (new RegExp(`^${table} `, 'm').test(said)) done();
    }),
  );
}

/** Until there is anything. */
async function begun(to: string): Promise<void> {
  const isThere = async (): Promise<boolean> =>
    to.startsWith('sqlite:')
      ? existsSync(to.slice('sqlite:'.length))
      : (await administer(`SELECT 1 FROM pg_tables WHERE schemaname = 'public' LIMIT 1`, to)).length > 0;
  while (!(await isThere())) await setTimeout(2);
}

describe.each(await databases())('a copy into %s that is killed', (kind) => {
  it.each(['beginning', 'league', 'match', 'match_record'])(
    'at %s is taken by no server, and is whole after the next one',
    async (moment) => {
      const data = folder.path(`${kind} ${moment}`);
      const to =
        kind === 'SQLite' ? `sqlite:${join(data, 'gridleague.sqlite')}` : (await postgresDatabase())!;
      const copy = copying(to);
      const ended = new Promise<NodeJS.Signals | null>((done) => copy.once('exit', (_, by) => done(by)));
      await (moment === 'beginning' ? begun(to) : told(copy, moment));
      copy.kill('SIGKILL');
      expect(await ended).toBe('SIGKILL');
      const { code, said } = await ServerProcess.refusal(data, { DATABASE_URL: to, GRIDLEAGUE_DEMO: 'yes' });
      expect([code, said]).toEqual([1, expect.stringContaining('holds a copy that was not finished')]);
      const again = await gridleague('database', 'copy', source(), to);
      expect([again.code, again.stderr]).toEqual([0, '']);
      expect(again.stdout).toContain('holds all that is in');
      const database = await Database.open(to.replace(/^sqlite:/, ''));
      expect(await database.read.query(`SELECT count(*) AS n FROM scenario_package`)).toEqual([{ n: ROWS }]);
      await database.close();
    },
  );
});

it('a match with another result hash than its report: nothing is copied', async () => {
  const [from, to] = [folder.path('changed.sqlite'), folder.path('none.sqlite')];
  await copyFile(folder.path('from.sqlite'), from);
  const database = new DatabaseSync(from);
  database.exec(`UPDATE match SET resultHash = 'f' WHERE id = 'l-1-7'`);
  database.close();
  const { code, stderr } = await gridleague('database', 'copy', `sqlite:${from}`, `sqlite:${to}`);
  expect([code, stderr]).toEqual([1, expect.stringContaining('match l-1-7 has another resultHash')]);
  expect(existsSync(to)).toBe(false);
});
