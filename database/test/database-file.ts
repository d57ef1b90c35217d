import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Database } from '../database.js';

let template = '';
/** Each test has its own folder, and a place for a database in it. */
export let folder = '';
export let file = '';

beforeAll(async () => {
  template = join(await mkdtemp(join(tmpdir(), 'gridleague-check-')), 'template.sqlite');
  await (await Database.open(template)).close();
  const database = new DatabaseSync(template);
  const insert = database.prepare('INSERT INTO team VALUES (?, ?, ?, 0)');
  for (let i = 0; i < 2000; i++) insert.run(`id-${i}`, `team-${i}`, `token-${i}`);
  database.close();
});
afterAll(() => rm(dirname(template), { recursive: true }));

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gridleague-check-'));
  file = join(folder, 'test.sqlite');
});
afterEach(() => rm(folder, { recursive: true }));

/** A database with some content, closed. */
export function filled(): Promise<void> {
  return copyFile(template, file);
}

/** What somebody else does to the file. */
export function changed(sql: string): void {
  const database = new DatabaseSync(file);
  database.exec(sql);
  database.close();
}

export async function teams(path = file): Promise<number> {
  const database = await Database.open(path);
  try {
    const [row] = await database.read.query<[{ n: number }]>('SELECT count(*) AS n FROM team');
    return row.n;
  } finally {
    await database.close();
  }
}
