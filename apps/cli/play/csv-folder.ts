import { mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { InputError } from '#matches/input-error.js';

/**
 * A folder that receives whole files or none: they are written beside it and moved in once all are
 * complete. Files of the same name are replaced, others stay.
 */
export class CsvFolder {
  private constructor(
    private readonly folder: string,
    private readonly draft: string,
  ) {}

  /** Makes sure the folder can be written before any work is done. Throws `InputError`. */
  static async prepare(path: string): Promise<CsvFolder> {
    const folder = resolve(path);
    const existing = await stat(folder).catch(() => null);
    if (existing && !existing.isDirectory()) throw new InputError(`--csv ${path}: is a file; name a folder`);
    try {
      await mkdir(dirname(folder), { recursive: true });
      return new CsvFolder(folder, await mkdtemp(join(dirname(folder), `.${basename(folder)}-`)));
    } catch (error) {
      throw new InputError(`--csv ${path}: cannot be written: ${(error as Error).message}`);
    }
  }

  /** `files`: text by file name. */
  async write(files: ReadonlyMap<string, string>): Promise<void> {
    for (const [name, text] of files) await writeFile(join(this.draft, name), text);
    await mkdir(this.folder, { recursive: true });
    for (const name of files.keys()) await rename(join(this.draft, name), join(this.folder, name));
  }

  async discard(): Promise<void> {
    await rm(this.draft, { recursive: true, force: true });
  }
}
