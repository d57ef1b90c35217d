import { readPluginFile } from './read-source.js';
import { admit, type AdmissionOptions } from './admit.js';
import type { Verdict } from './verdict.js';

/**
 * The checks of admission for a file on disk, as `gridleague check` runs them. Throws `PluginError`
 * only when the file cannot be read.
 */
export async function checkPlugin(path: string, options: AdmissionOptions): Promise<Verdict> {
  return admit(await readPluginFile(path), path, options);
}
