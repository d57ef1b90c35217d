import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { makeWhole } from '#database/private-file.js';

/** Files that are made when they are first asked for, each once: whoever asks meanwhile waits for the same. */
export class MadeFiles {
  private readonly making = new Map<string, Promise<string>>();

  constructor(private readonly folder: string) {}

  /** Where the file is: complete or not at all, as others see it. `make` writes it. */
  async fileOf(name: string, make: (file: string) => Promise<void>): Promise<string> {
    const file = join(this.folder, name);
    if (await stat(file).catch(() => null)) return file;
    const known = this.making.get(file);
    if (known) return known;
    const made = (async () => {
      await mkdir(this.folder, { recursive: true, mode: 0o700 });
      await makeWhole(file, make);
      return file;
    })();
    this.making.set(file, made);
    return made.finally(() => this.making.delete(file));
  }
}
