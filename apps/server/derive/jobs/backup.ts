import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { dirname } from 'node:path';
import { PRIVATE, syncFolder } from '#database/private-file.js';
import { exclusively } from '#database/sqlite-driver.js';
import { storageErrorOf } from '#database/storage-error.js';

export interface BackupRequest {
  readonly databaseFile: string;
  /** where the copy shall lie */
  readonly file: string;
}

/** Copies the database as it is at one moment, while it is being written; returns the copy's bytes. */
export default async function backup({ databaseFile, file }: BackupRequest): Promise<number> {
  const draft = `${file}.part`;
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const database = new DatabaseSync(exclusively(databaseFile));
  try {
    const handle = await open(draft, 'wx', PRIVATE);
    database.prepare('VACUUM INTO ?').run(draft);
    await handle.sync();
    await handle.close();
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw storageErrorOf(error) ?? error;
  } finally {
    database.close();
  }
  await syncFolder(dirname(file));
  return (await stat(file)).size;
}
