import { randomUUID } from 'node:crypto';
import type { Stats } from 'node:fs';
import { access, constants, link, lstat, open, readdir, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { DatabaseFileError, emptyFile } from './database-file-error.js';
import { narrow, PRIVATE, syncFolder } from './private-file.js';

/** What SQLite keeps beside a database. */
const COMPANIONS = ['-wal', '-shm', '-journal'];
const DRAFT = '.new-';

/**
 * Makes sure that there is a database file that only its owner may read, and returns its real path. `make` fills
 * a new one; until it is whole, it has another name, so that an empty file is never taken for a new database.
 * Throws `DatabaseFileError` for what cannot be a database.
 */
export async function prepareFile(file: string, make: (draft: string) => Promise<void>): Promise<string> {
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (!found) await create(file, make);
  else {
    if (!found.isFile()) throw new DatabaseFileError(`database ${file} is no file`);
    if (found.size === 0) throw emptyFile(file);
    if (found.nlink > 1) await removeDrafts(file, found);
    const { nlink } = await stat(file);
    // Each name has a log of its own: what one has not moved into the file yet, the others do not see.
    if (nlink > 1)
      throw new DatabaseFileError(`database ${file} has another name (a hard link): remove one of the two`);
  }
  const real = await realpath(file);
  for (const path of [real, ...COMPANIONS.map((ending) => real + ending)]) await takeFromOthers(path);
  await access(real, constants.R_OK | constants.W_OK).catch(() => {
    throw new DatabaseFileError(`database ${file} may not be read and written by this user`);
  });
  return real;
}

/**
 * Removes what starts that were killed left of new databases; `of`: only further names of this file. Nobody else may be
 * making another one.
 */
export async function removeDrafts(file: string, of?: Pick<Stats, 'dev' | 'ino'>): Promise<void> {
  const folder = dirname(file);
  for (const name of await readdir(folder)) {
    if (!name.startsWith(basename(file) + DRAFT)) continue;
    const draft = join(folder, name);
    if (!of || (await isSame(draft, of))) await rm(draft, { force: true });
  }
}

async function isSame(path: string, { dev, ino }: Pick<Stats, 'dev' | 'ino'>): Promise<boolean> {
  const found = await lstat(path).catch(() => null);
  return found?.dev === dev && found.ino === ino;
}

async function create(file: string, make: (draft: string) => Promise<void>): Promise<void> {
  if (await lstat(file).catch(() => null))
    throw new DatabaseFileError(`database ${file} is a link to a file that is not there`);
  if (await stat(`${file}-wal`).catch(() => null))
    throw new DatabaseFileError(
      `database ${file} is missing, but its log ${file}-wal is there: put it back, or delete the log for a new database`,
    );
  const draft = `${file}${DRAFT}${randomUUID()}`;
  try {
    await (await open(draft, 'wx', PRIVATE)).close();
    await make(draft);
    await link(draft, file).catch(async (error: NodeJS.ErrnoException) => {
      // Another start was faster; not every file system has links.
      if (error.code !== 'EEXIST') await rename(draft, file);
    });
  } finally {
    for (const path of [draft, ...COMPANIONS.map((ending) => draft + ending)])
      await rm(path, { force: true });
  }
  await syncFolder(dirname(file));
}

async function takeFromOthers(path: string): Promise<void> {
  await narrow(path).catch(() => {
    throw new DatabaseFileError(`${path} may be read by others and belongs to another user`);
  });
}
