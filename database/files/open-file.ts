import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { checkDatabase } from './check-database.js';
import { migrate, openFileSource } from '../open-source.js';
import { OpenFiles } from './open-files.js';
import type { DatabaseRole, OpenedDatabase } from '../opened-database.js';
import { prepareFile, removeDrafts } from './prepare-file.js';
import type { StorageError } from './storage-error.js';
import { transact } from '../transact.js';
import { MARK_UNFINISHED } from '../unfinished-copy.js';

/**
 * Opens a file, which is this process's alone; creates it and its folder where needed. `told`: of what the disk does wrong,
 * before it is thrown. Throws `DatabaseFileError`.
 */
export async function openFile(
  path: string,
  told: (error: StorageError) => void,
  role: DatabaseRole,
): Promise<OpenedDatabase> {
  const isCopy = role === 'copy';
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const file = await prepareFile(path, (draft) => createDatabase(draft, isCopy));
  const found = await checkDatabase(file, isCopy);
  const writer = await openFileSource(file, told);
  try {
    await migrate(writer);
    await removeDrafts(file);
    const files = new OpenFiles(file);
    const reader = await openFileSource(file, told);
    return { address: file, found, writer, reader, check: () => files.check(), transact };
  } catch (error) {
    await writer.destroy();
    throw error;
  }
}

async function createDatabase(file: string, isCopy: boolean): Promise<void> {
  const source = await openFileSource(file);
  try {
    if (isCopy) await source.query(MARK_UNFINISHED);
    await migrate(source);
  } finally {
    await source.destroy();
  }
}
