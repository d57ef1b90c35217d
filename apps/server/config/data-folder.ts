import { access, constants, mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ConfigError } from './server-config.js';

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
