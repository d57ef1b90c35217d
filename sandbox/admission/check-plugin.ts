import { readFile } from 'node:fs/promises';
import { PluginError } from '../in-process/plugin-error.js';
import { admit, type AdmissionOptions } from './admit.js';
import type { Verdict } from './verdict.js';

/**
 * The checks of admission for a file on disk, as `gridleague check` runs them. Throws `PluginError`
 * only when there is no such file.
 */
export async function checkPlugin(path: string, options: AdmissionOptions): Promise<Verdict> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new PluginError(path, error.code === 'ENOENT' ? 'no such file' : `cannot be read (${error.code})`);
  });
  return admit(bytes, path, options);
}
