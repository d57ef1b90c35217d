import { statSync } from 'node:fs';
import { StorageError } from './storage-error.js';

interface Seen {
  readonly identity: string;
  readonly bytes: bigint;
}

/**
 * The files of a database that is open, the log with it. What is written into a file that has lost its name
 * is lost with the process, what was in a log that is shorter now is lost already, and nothing else would tell.
 */
export class OpenFiles {
  private readonly known = new Map<string, Seen>();
  private readonly log: string;

  /** `file`: its real path */
  constructor(private readonly file: string) {
    this.log = `${file}-wal`;
    this.check();
  }

  /** Throws `StorageError` if one has been removed or replaced, or the log shortened, since it was last seen. */
  check(): void {
    for (const path of [this.file, this.log]) {
      const found = statSync(path, { bigint: true, throwIfNoEntry: false });
      const seen = found && { identity: `${found.dev}:${found.ino}`, bytes: found.size };
      const known = this.known.get(path);
      if (known && seen?.identity !== known.identity)
        throw new StorageError('gone', `${path} was removed or replaced while the server ran`);
      // SQLite begins its log anew, but never shortens it.
      if (known && seen && path === this.log && seen.bytes < known.bytes)
        throw new StorageError('gone', `${path} was made shorter while the server ran`);
      if (seen) this.known.set(path, seen);
    }
  }
}
