import { randomUUID } from 'node:crypto';
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { JointWait, shareWait } from '#database/joint-wait.js';
import { makeWhole, PART } from '#database/files/private-file.js';

interface Making {
  readonly made: Promise<string>;
  readonly wait: JointWait;
}

/** Files that are made when they are first asked for, each once: whoever asks meanwhile waits for the same. */
export class MadeFiles {
  private readonly making = new Map<string, Making>();

  constructor(private readonly folder: string) {}

  /**
   * Where the file is: complete or not at all, as others see it. `make` writes it, and may give up when `gone` says that all who asked
   * have left. `gone`: who asks now has left.
   */
  async fileOf(
    name: string,
    make: (file: string, gone: AbortSignal) => Promise<void>,
    gone?: AbortSignal,
  ): Promise<string> {
    const file = join(this.folder, name);
    if (await stat(file).catch(() => null)) return file;
    return shareWait(() => this.making.get(file) ?? this.begin(file, make), gone);
  }

  private begin(file: string, make: (file: string, gone: AbortSignal) => Promise<void>): Making {
    const wait = new JointWait();
    const made = (async () => {
      await mkdir(this.folder, { recursive: true, mode: 0o700 });
      // One that was given up may still be removing its own.
      const draft = `${file}.${randomUUID()}${PART}`;
      await makeWhole(file, (draft) => make(draft, wait.gone), draft);
      return file;
    })().finally(() => this.making.delete(file));
    const making = { made, wait };
    this.making.set(file, making);
    return making;
  }
}
