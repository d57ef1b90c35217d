import { randomUUID } from 'node:crypto';
import { chmod, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Readable and writable by its owner only. */
export const PRIVATE = 0o600;

/**
 * Writes a file that only its owner may read, whatever the umask: all of it is on disk, or the old one is
 * there as it was.
 */
export async function writePrivate(file: string, content: string | Uint8Array): Promise<void> {
  const draft = `${file}.${randomUUID()}.part`;
  try {
    const handle = await open(draft, 'wx', PRIVATE);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  await syncFolder(dirname(file));
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
