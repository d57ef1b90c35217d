import { mkdir, open, stat } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { dirname } from 'node:path';
import { makeWhole, PRIVATE } from '#database/private-file.js';
import { exclusively } from '#database/sqlite-driver.js';
import { storageErrorOf } from '#database/storage-error.js';
import { databaseAddress } from '../thread-database.js';

/** Copies the database as it is at one moment, while it is being written, to a file; returns the copy's bytes. */
export default async function backup({ file }: { readonly file: string }): Promise<number> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const database = new DatabaseSync(exclusively(databaseAddress()));
  try {
    await makeWhole(file, async (draft) => {
      await (await open(draft, 'wx', PRIVATE)).close();
      database.prepare('VACUUM INTO ?').run(draft);
    });
  } catch (error) {
    throw storageErrorOf(error) ?? error;
  } finally {
    database.close();
  }
  return (await stat(file)).size;
}
