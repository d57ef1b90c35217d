import { access, chmod, constants, mkdir, readdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Logger } from '#database/fleet/logger.js';
import { ConfigError } from '#api/settings/server-config.js';

/**
 * Makes sure that a folder is there, for its owner only where it is new, and can be written. `setting`:
 * what names it. Throws `ConfigError`.
 */
export async function writableFolder(folder: string, setting: string): Promise<void> {
  try {
    await make(folder);
    await access(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ConfigError(`setting ${setting}: ${folder}: ${REASONS[code ?? ''] ?? String(code ?? error)}`);
  }
}

/** What a server keeps in its folder. */
const OURS =
  /^(gridleague\.sqlite|admin-token|server\.(lock|pid)|matches|exports|backups|trials|chain-(secret|deployments\.json))/;

/**
 * Takes everybody else's rights to the data folder away. One that holds other things as well stays as it is, with a
 * warning: what lies there may be meant for others.
 */
export async function narrowFolder(folder: string, logger: Logger): Promise<void> {
  const { mode } = await stat(folder);
  if ((mode & 0o077) === 0 || process.platform === 'win32') return;
  const isOurs = (await readdir(folder)).every((name) => OURS.test(name));
  const narrowed =
    isOurs &&
    (await chmod(folder, 0o700).then(
      () => true,
      () => false,
    ));
  if (!narrowed)
    logger.warn('data folder open to others', {
      ...{ folder, mode: (mode & 0o777).toString(8) },
      meaning: 'give the server a folder of its own; its files are readable by their owner only',
    });
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no folder can be made there',
  ENOTDIR: 'is a file, or lies below one; it must be a folder',
  EACCES: 'may not be written',
  EPERM: 'may not be written',
  EROFS: 'may not be written: the file system is read-only',
};

/** Step by step: Node's own `recursive` never returns where the system refuses new folders with ENOENT (/proc). */
async function make(folder: string): Promise<void> {
  const missing: string[] = [];
  let existing = folder;
  while (!(await isFolder(existing))) {
    missing.unshift(existing);
    existing = dirname(existing);
  }
  for (const step of missing)
    await mkdir(step, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
}

async function isFolder(path: string): Promise<boolean> {
  try {
    if ((await stat(path)).isDirectory()) return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
  throw Object.assign(new Error(path), { code: 'ENOTDIR' });
}
