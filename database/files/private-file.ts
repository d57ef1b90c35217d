import { randomUUID } from 'node:crypto';
import { chmod, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Readable and writable by its owner only. */
export const PRIVATE = 0o600;

/** Of the name of a file that is being made. */
export const PART = '.part';

/**
 * Makes a file, by `make` under another name (`draft`): it gets its own when all of it is on disk. Others see all of it,
 * or what was there before.
 */
export async function makeWhole(
  file: string,
  make: (draft: string) => Promise<void>,
  draft = file + PART,
): Promise<void> {
  try {
    await make(draft);
    const handle = await open(draft, 'r+');
    await handle.sync().finally(() => handle.close());
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  await syncFolder(dirname(file));
}

/** Removes what a process that was killed left of files it was making. Nobody may be making any in the folder. */
export async function removeParts(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((one) => one.endsWith(PART))) await rm(join(folder, name), { force: true });
}

/** Writes a file that only its owner may read, whatever the umask: all of it, or the old one is there as it was. */
export async function writePrivate(file: string, content: string | Uint8Array): Promise<void> {
  const write = (draft: string): Promise<void> => writeFile(draft, content, { flag: 'wx', mode: PRIVATE });
  await makeWhole(file, write, `${file}.${randomUUID()}${PART}`);
}

/** Takes everybody else's rights to a file away, where it is there. */
export async function narrow(file: string, mode = PRIVATE): Promise<void> {
  const found = await stat(file).catch(() => null);
  if (found && (found.mode & 0o777 & ~mode) !== 0) await chmod(file, found.mode & mode);
}

/** Makes new names in a folder last. */
export async function syncFolder(folder: string): Promise<void> {
  // Not every system opens folders.
  const handle = await open(folder, 'r').catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
