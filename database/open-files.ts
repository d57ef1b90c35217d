import { statSync } from 'node:fs';
import { StorageError } from './storage-error.js';

/**
 * The files of a database that is open, the log with it. What is written into a file that has lost its name
 * is lost with the process, and nothing else would tell.
 */
export class OpenFiles {
  private readonly known = new Map<string, string>();

  /** `file`: its real path */
  constructor(private readonly file: string) {
    this.check();
  }

  /** Throws `StorageError` if one has been removed or replaced since it was first seen. */
  check(): void {
    for (const path of [this.file, `${this.file}-wal`]) {
      const found = statSync(path, { bigint: true, throwIfNoEntry: false });
      const identity = found && `${found.dev}:${found.ino}`;
      const known = this.known.get(path);
      if (known === undefined) {
        if (identity !== undefined) this.known.set(path, identity);
      } else if (identity !== known)
        throw new StorageError('gone', `${path} was removed or replaced while the server ran`);
    }
  }
}
