import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { BundleError } from './bundle-error.js';
import { bundleLimits } from './bundle-limits.js';

/**
 * Opens a file for reading if it is a plain one: no device, no pipe, which would wait for a writer for ever.
 * `follow`: whether a link may lead to it. Throws `BundleError`.
 */
export async function openRegular(file: string, follow: boolean): Promise<FileHandle> {
  const flags = constants.O_RDONLY | constants.O_NONBLOCK | (follow ? 0 : constants.O_NOFOLLOW);
  const handle = await open(file, flags).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ELOOP') throw new BundleError(`${file}: is a link; only plain files are read`);
    throw new BundleError(`${file}: cannot be read: ${error.message}`);
  });
  if ((await handle.stat()).isFile()) return handle;
  await handle.close();
  throw new BundleError(`${file}: is no plain file`);
}

/** The bytes of a plain file that is no link and not too large; null: there is none. Throws `BundleError`. */
export async function readRegular(file: string): Promise<Buffer | null> {
  const handle = await openRegular(file, false).catch((error: unknown) => {
    if (error instanceof BundleError && /ENOENT/.test(error.message)) return null;
    throw error;
  });
  if (!handle) return null;
  try {
    if ((await handle.stat()).size > bundleLimits.fileBytes)
      throw new BundleError(`${file}: has more than ${bundleLimits.fileBytes} bytes`);
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}
