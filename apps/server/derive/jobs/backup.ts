import { mkdir, open, stat } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { dirname } from 'node:path';
import { isPostgres, type DatabaseAddress } from '#database/address.js';
import { atOneMoment } from '#database/copy/at-one-moment.js';
import { copyTables } from '#database/copy/copy-tables.js';
import { Database } from '#database/database.js';
import { makeWhole, PRIVATE } from '#database/files/private-file.js';
import { exclusively } from '#database/files/sqlite-driver.js';
import { storageErrorOf } from '#database/files/storage-error.js';
import { databaseAddress, threadDatabase } from '../thread-database.js';

/** Copies the database as it is at one moment, while it is being written, to a file; returns the copy's bytes. */
export default async function backup({ file }: { readonly file: string }): Promise<number> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const address = databaseAddress();
  try {
    await makeWhole(file, (draft) => (isPostgres(address) ? ofServer(draft) : ofFile(address, draft)));
  } catch (error) {
    throw storageErrorOf(error) ?? error;
  }
  return (await stat(file)).size;
}

async function ofFile(address: DatabaseAddress, draft: string): Promise<void> {
  await (await open(draft, 'wx', PRIVATE)).close();
  const database = new DatabaseSync(exclusively(address));
  try {
    database.prepare('VACUUM INTO ?').run(draft);
  } finally {
    database.close();
  }
}

/** A file that `gridleague database copy` brings back into a server, and that a server may also use as it is. */
async function ofServer(draft: string): Promise<void> {
  const { connection } = await threadDatabase();
  const copy = await Database.open(draft);
  try {
    await atOneMoment(connection, (read) => copyTables(read, copy));
  } finally {
    await copy.close();
  }
}
